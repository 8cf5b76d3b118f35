using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Access;

/// <summary>Looking at the emergency stop, trying it, and annulling a false trip, for whoever asks: behind the page and the API alike.</summary>
public interface IStopControl
{
    Task<Guarded<StopPicture>> LookAsync(Caller caller, CancellationToken stopping);

    Task<Guarded<PreviewReceipt>> PreviewAsync(Caller caller, CancellationToken stopping);

    /// <summary>Takes no token: nobody's leaving breaks it off.</summary>
    Task<Guarded<DrillReceipt>> DrillAsync(Caller caller);

    /// <summary>The receipt may still say no: then nothing was annulled.</summary>
    Task<Guarded<AnnulReceipt>> AnnulAsync(Caller caller, AnnulCommand command, CancellationToken stopping);
}

/// <summary>What somebody who annuls says. Who it is, is asked elsewhere.</summary>
/// <param name="Run">The run whose stop was a false trip.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record AnnulCommand(string Run, string Evidence);
