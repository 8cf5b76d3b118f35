using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>A run that is over, as it is kept.</summary>
/// <param name="Sha256">Of the certificate.</param>
/// <param name="Annulment">That it was a false trip; null: nobody said so.</param>
public sealed record KeptRun(StopCertificate Certificate, string Sha256, StopAnnulment? Annulment);
