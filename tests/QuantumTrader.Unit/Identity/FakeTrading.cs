using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Identity;

/// <summary>The engine's door for people, as the test answers it.</summary>
internal sealed class FakeTrading : IOperatorActions, IStopActions
{
    public static readonly Guid EmergencyId = new(0xE, 0, 0, new byte[8]);

    public List<(string By, string Reason)> Stops { get; } = [];
    public List<ResetRequest> Resets { get; } = [];

    /// <summary>What was asked of the stop beside stopping and resetting.</summary>
    public List<string> Others { get; } = [];

    public EmergencyStatus Status { get; set; } = new(true, EmergencyRunState.Flat, EmergencyId, "MANUAL", "why", "anna", DateTimeOffset.UnixEpoch, 0, 0, 0, 0);
    public Func<Task<StopReceipt>> AnswerStop { get; set; } = () => Task.FromResult(new StopReceipt(EmergencyId, false, EmergencyRunState.Latched));
    public Func<Task<ResetReceipt>> AnswerReset { get; set; } = () => Task.FromResult(new ResetReceipt(true, null));

    public Task<StopReceipt> StopAsync(string by, string reason, Guid? emergencyId, CancellationToken stopping)
    {
        Stops.Add((by, reason));
        return AnswerStop();
    }

    public Task<ResetReceipt> ResetAsync(ResetRequest request, CancellationToken stopping)
    {
        Resets.Add(request);
        return AnswerReset();
    }

    public Task<StopPicture> LookAsync(CancellationToken stopping)
    {
        Others.Add("look");
        return Task.FromResult(new StopPicture(DateTimeOffset.UnixEpoch, Status, null, null, [], [], null, [], null, true, null));
    }

    public Task<PreviewReceipt> PreviewAsync(CancellationToken stopping)
    {
        Others.Add("preview");
        return Task.FromResult(new PreviewReceipt(null, "no"));
    }

    public Task<DrillReceipt> DrillAsync(string by, CancellationToken stopping)
    {
        Others.Add($"drill by {by}");
        return Task.FromResult(new DrillReceipt(null, "no"));
    }

    public KeptRun? ReadRun(string run)
    {
        Others.Add($"read {run}");
        return null;
    }

    public Task<AnnulReceipt> AnnulAsync(AnnulRequest request, CancellationToken stopping)
    {
        Others.Add($"annul {request.Run} by {request.By}");
        return Task.FromResult(new AnnulReceipt(true, null));
    }
}
