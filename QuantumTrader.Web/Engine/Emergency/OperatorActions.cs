using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The door for people: takes their calls to the engine's scheduler and back.</summary>
public sealed class OperatorActions(EngineContext context, Func<EmergencyStop?> emergency) : IOperatorActions
{
    private static readonly EmergencyStatus Starting = new(true, Domain.Emergency.EmergencyRunState.None, null, null, "The engine is starting.", null, null, 0, 0, 0, 0) { Mode = Domain.Policy.TradingMode.Halted };

    // Immutable records behind one reference: reading it from another thread shows some recent state, never a torn one.
    public EmergencyStatus Status => emergency()?.Status ?? Starting;

    /// <summary>The gate is closed before the engine's thread has even been asked.</summary>
    public Task<StopReceipt> StopAsync(string by, string reason, Guid? emergencyId, CancellationToken stopping)
    {
        var wish = emergency()?.Wish;
        wish?.Ask();
        return context.InvokeAsync(async () =>
        {
            var receipt = await Require().ActivateAsync(TriggerCodes.Manual, string.IsNullOrWhiteSpace(reason) ? "No reason given." : reason.Trim(), by, emergencyId);
            wish?.Heard();
            return receipt;
        }).WaitAsync(stopping);
    }

    public Task<ResetReceipt> ResetAsync(ResetRequest request, CancellationToken stopping) =>
        context.InvokeAsync(() => Require().ResetAsync(request)).WaitAsync(stopping);

    private EmergencyStop Require() =>
        emergency() ?? throw new EngineStartingException();
}
