namespace QuantumTrader.Domain.Units;

/// <summary>Where new ids come from, so that the same seed gives the same ids.</summary>
public interface IIdSource
{
    Guid Next();
}
