using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>The switch, with the caller's name on it.</summary>
/// <param name="switchOn">On the engine: symbol, side, by whom and why; null when it was done, else why not.</param>
public sealed class EntrySwitchControl(IAccessGate gate, Func<Symbol, OrderSide, string, string, Task<string?>> switchOn) : IEntrySwitchControl
{
    private const int NameLengthMax = 128;
    private const int ReasonLengthMax = 200;

    public Task<Guarded<string?>> SwitchOnAsync(Caller caller, Symbol symbol, OrderSide side, string reason, CancellationToken stopping)
    {
        var why = InertText.Of(reason?.Trim(), ReasonLengthMax) ?? "";
        return gate.RunAsync(caller, AccessAction.SwitchEntriesOn, new ActionNote($"{side} entries of {symbol}", why) { Before = "off", After = "on" }, async () =>
        {
            // Without the token: closing the browser must not leave it half done.
            var refusal = why.Length == 0 ? "Nothing was switched on: say why." : await switchOn(symbol, side, InertText.Of(caller.Name, NameLengthMax)!, why);
            return new ActionEnd<string?>(refusal, refusal is null ? AuditResult.Done : AuditResult.Refused, refusal);
        }, stopping);
    }
}
