using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Access;

/// <summary>What people do about the stop beside stopping, with the caller's name on it.</summary>
public sealed class StopControl(IAccessGate gate, IStopActions actions, TimeProvider time) : IStopControl
{
    public const int EvidenceLengthMax = 1_000;
    private const int NameLengthMax = 128;
    private static readonly TimeSpan LookWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DoWithin = TimeSpan.FromMinutes(2);

    public Task<Guarded<StopPicture>> LookAsync(Caller caller, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.SeeTrading, new ActionNote("emergency stop"), async () => new ActionEnd<StopPicture>(await actions.LookAsync(stopping).WaitAsync(LookWithin, time, stopping), AuditResult.Done), stopping);

    public Task<Guarded<PreviewReceipt>> PreviewAsync(Caller caller, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.SeeTrading, new ActionNote("emergency stop"), async () => new ActionEnd<PreviewReceipt>(await actions.PreviewAsync(stopping).WaitAsync(DoWithin, time, stopping), AuditResult.Done), stopping);

    public Task<Guarded<DrillReceipt>> DrillAsync(Caller caller) =>
        gate.RunAsync(caller, AccessAction.DrillStop, new ActionNote("emergency drill"), async () =>
        {
            var receipt = await actions.DrillAsync(NameOf(caller), CancellationToken.None).WaitAsync(DoWithin, time);
            return new ActionEnd<DrillReceipt>(receipt, receipt.Report is null ? AuditResult.Refused : AuditResult.Done, receipt.Refusal) { After = receipt.Report is { } report ? $"{report.Outcome} after {report.FlatAfter}" : null };
        }, CancellationToken.None);

    public Task<Guarded<KeptRun?>> ReadRunAsync(Caller caller, string run, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.SeeTrading, new ActionNote("stop certificate"), () => Task.FromResult(new ActionEnd<KeptRun?>(actions.ReadRun(run), AuditResult.Done)), stopping);

    public Task<Guarded<AnnulReceipt>> AnnulAsync(Caller caller, AnnulCommand command, CancellationToken stopping)
    {
        var (run, evidence) = (InertText.Of(command.Run, NameLengthMax) ?? "", InertText.Of(command.Evidence?.Trim(), EvidenceLengthMax) ?? "");
        var reason = InertText.Of(command.Reason?.Trim(), EvidenceLengthMax) is { Length: > 0 } given ? given : evidence;
        var note = new ActionNote($"run {run}", reason) { After = AnnulCommand.SummaryFor(run), ApprovalId = command.ApprovalId };
        return gate.RunAsync(caller, AccessAction.AnnulEmergency, note, async () =>
        {
            var receipt = await actions.AnnulAsync(new AnnulRequest(command.Run ?? "", NameOf(caller), evidence), CancellationToken.None).WaitAsync(DoWithin, time, CancellationToken.None);
            return new ActionEnd<AnnulReceipt>(receipt, receipt.Done ? AuditResult.Done : AuditResult.Refused, receipt.Refusal);
        }, stopping);
    }

    private static string NameOf(Caller caller) => InertText.Of(caller.Name, NameLengthMax)!;
}
