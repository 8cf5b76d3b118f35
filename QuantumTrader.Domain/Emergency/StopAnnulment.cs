namespace QuantumTrader.Domain.Emergency;

/// <summary>That a stop was a false trip, kept beside its certificate; nothing is deleted by it.</summary>
/// <param name="Run">See <see cref="RunName"/>.</param>
/// <param name="Sha256">Of the certificate that is annulled.</param>
/// <param name="Evidence">What shows it, in the words of whoever annulled.</param>
public sealed record StopAnnulment(string Run, string Sha256, string AnnulledBy, string Evidence, DateTimeOffset AtUtc)
{
    /// <summary>Characters of what shows that it was a false trip; shorter is no evidence.</summary>
    public const int EvidenceLengthMin = 10;
}
