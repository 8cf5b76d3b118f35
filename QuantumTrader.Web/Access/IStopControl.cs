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

    /// <summary>The certificate of a run that is over; null inside when there is none.</summary>
    /// <exception cref="InvalidDataException">There is something else in its place.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<Guarded<KeptRun?>> ReadRunAsync(Caller caller, string run, CancellationToken stopping);

    /// <summary>The receipt may still say no: then nothing was annulled.</summary>
    Task<Guarded<AnnulReceipt>> AnnulAsync(Caller caller, AnnulCommand command, CancellationToken stopping);
}
