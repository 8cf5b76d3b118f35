using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Ui.Shared;

/// <summary>Writes down what an operator asked for and answers as the test says.</summary>
internal sealed class FakeActions : IOperatorActions
{
    public static readonly Guid LatchedId = new(1, 0, 0, new byte[8]);
    public static readonly EmergencyStatus Trading = new(false, EmergencyRunState.None, null, null, null, null, null, 0, 0, 0, 0);

    public List<(string By, string Reason)> Stops { get; } = [];
    public List<ResetRequest> Resets { get; } = [];
    public EmergencyStatus Status { get; set; } = Trading;
    public Func<Task<StopReceipt>> AnswerStop { get; set; } = () => Task.FromResult(new StopReceipt(new Guid(1, 0, 0, new byte[8]), false, EmergencyRunState.Latched));
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

    public static EmergencyStatus Latched(EmergencyRunState state) =>
        new(true, state, LatchedId, "operator", "spread too wide", "anna", Pictures.At, 2, 3, 0, 0);
}
