namespace QuantumTrader.Web.Access;

/// <summary>Whether a reset may be done with the peak and the limit that it asks for.</summary>
public interface IResetLimits
{
    /// <summary>Why not, and what to do instead; null: it may.</summary>
    Task<string?> WhyNotAsync(ResetCommand command);
}
