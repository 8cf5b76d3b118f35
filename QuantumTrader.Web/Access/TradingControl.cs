using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Access;

/// <summary>Stop and reset, with the caller's name on them.</summary>
public sealed class TradingControl(IAccessGate gate, IOperatorActions actions, IResetLimits limits, TimeProvider time) : ITradingControl
{
    public const string ReasonDefault = "Stopped by the operator";
    public const int ReasonLengthMax = 200;

    /// <summary>The latch is durable within milliseconds; whoever waits this long must be told, not kept waiting.</summary>
    public static readonly TimeSpan StopAnswerWithin = TimeSpan.FromSeconds(10);

    /// <summary>A reset asks the exchange twice whether the account is flat.</summary>
    public static readonly TimeSpan ResetAnswerWithin = TimeSpan.FromSeconds(30);

    private const int NameLengthMax = 128;

    public EmergencyStatus Status => actions.Status;

    /// <exception cref="TimeoutException">No answer within <see cref="StopAnswerWithin"/>: it may or may not have been taken.</exception>
    public Task<Guarded<StopReceipt>> StopAsync(Caller caller, string? reason, Guid? emergencyId = null)
    {
        var why = ReasonOf(reason) is { Length: > 0 } given ? given : ReasonDefault;
        return gate.RunAsync(caller, AccessAction.StopTrading, new ActionNote("trading", why) { Before = StateOf(Status) }, async () =>
        {
            var receipt = await Within(StopAnswerWithin, actions.StopAsync(NameOf(caller), why, emergencyId, CancellationToken.None), "stop");
            return new ActionEnd<StopReceipt>(receipt, AuditResult.Done) { After = $"{(receipt.AlreadyStopped ? "stopped already" : "stopped")}, emergency {receipt.EmergencyId}, {receipt.RunState}" };
        }, CancellationToken.None);
    }

    /// <exception cref="TimeoutException">No answer within <see cref="ResetAnswerWithin"/>: it may or may not have been done.</exception>
    public Task<Guarded<ResetReceipt>> ResetAsync(Caller caller, ResetCommand command, CancellationToken stopping)
    {
        var status = Status;
        var emergencyId = command.EmergencyId ?? status.EmergencyId;
        var note = new ActionNote(emergencyId is { } id ? $"emergency {id}" : "trading", ReasonOf(command.Reason))
        {
            Before = StateOf(status),
            After = command.SummaryFor(emergencyId),
            ApprovalId = command.ApprovalId,
        };
        return gate.RunAsync(caller, AccessAction.ResetEmergency, note, async () =>
        {
            if (await limits.WhyNotAsync(command) is { } why)
            {
                return new ActionEnd<ResetReceipt>(new(false, why), AuditResult.Refused, why);
            }

            // Without the token: closing the browser must not leave it half done.
            var request = new ResetRequest(NameOf(caller), note.Reason ?? "", command.RebasePeak, command.TypedWord) { EmergencyId = emergencyId, DrawdownLimit = command.DrawdownLimit };
            var receipt = await Within(ResetAnswerWithin, actions.ResetAsync(request, CancellationToken.None), "reset");
            return new ActionEnd<ResetReceipt>(receipt, receipt.Done ? AuditResult.Done : AuditResult.Refused, receipt.Refusal);
        }, stopping);
    }

    private static string NameOf(Caller caller) => InertText.Of(caller.Name, NameLengthMax)!;

    private static string? ReasonOf(string? reason) => InertText.Of(reason?.Trim(), ReasonLengthMax);

    private static string StateOf(EmergencyStatus status) =>
        status.Latched ? $"stopped, emergency {status.EmergencyId?.ToString() ?? "unknown"}, {status.RunState}" : "not stopped";

    private async Task<T> Within<T>(TimeSpan limit, Task<T> asked, string what)
    {
        try
        {
            return await asked.WaitAsync(limit, time);
        }
        catch (TimeoutException e) when (!asked.IsCompleted)
        {
            throw new TimeoutException($"No answer within {limit.TotalSeconds:0} s: the {what} may or may not have been taken.", e);
        }
    }
}
