using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Access;

/// <summary>Stop and reset for whoever asks: behind the dialog, the plain form, the API and the host's socket alike.</summary>
public interface ITradingControl
{
    EmergencyStatus Status { get; }

    /// <summary>
    /// Stops, or joins the stop that runs. Ends as soon as the gate is closed and the latch is durable. Takes no token: nobody's
    /// leaving takes a stop back. Needs neither database, Redis, journal nor audit trail once the caller is known.
    /// </summary>
    Task<Guarded<StopReceipt>> StopAsync(Caller caller, string? reason, Guid? emergencyId = null);

    /// <summary>Lets trading go on. The receipt may still say no: then trading stays stopped.</summary>
    Task<Guarded<ResetReceipt>> ResetAsync(Caller caller, ResetCommand command, CancellationToken stopping);
}
