using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>The tick, with the caller's name on it and in the audit trail.</summary>
/// <param name="seeClosed">On the engine: symbol, side and by whom; null when it was noted, else why not.</param>
public sealed class ManualCloseControl(IAccessGate gate, Func<Symbol, PositionSide, string, Task<string?>> seeClosed) : IManualCloseControl
{
    private const int NameLengthMax = 128;
    private const int NoteLengthMax = 200;

    public Task<Guarded<string?>> SeeClosedAsync(Caller caller, Symbol symbol, PositionSide side, string note, CancellationToken stopping)
    {
        var what = InertText.Of(note?.Trim(), NoteLengthMax) ?? "";
        return gate.RunAsync(caller, AccessAction.SeeClosedByHand, new ActionNote($"{symbol} {side}", what) { Before = "to be closed by hand", After = "seen closed by a person" }, async () =>
        {
            // Without the token: closing the browser must not leave it half done.
            var refusal = what.Length == 0 ? "Nothing was noted: say what you saw." : await seeClosed(symbol, side, InertText.Of(caller.Name, NameLengthMax)!);
            return new ActionEnd<string?>(refusal, refusal is null ? AuditResult.Done : AuditResult.Refused, refusal);
        }, stopping);
    }
}
