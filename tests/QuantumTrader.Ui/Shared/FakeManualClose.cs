using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Ui.Shared;

/// <summary>Writes down what was said to be closed.</summary>
internal sealed class FakeManualClose : IManualCloseControl
{
    public List<string> Seen { get; } = [];
    public string? Refusal { get; set; }

    public Task<Guarded<string?>> SeeClosedAsync(Caller caller, Symbol symbol, PositionSide side, string note, CancellationToken stopping)
    {
        Seen.Add($"{caller.Name} {symbol} {side}: {note}");
        return Task.FromResult<Guarded<string?>>(new Guarded<string?>.Done(Refusal));
    }
}
