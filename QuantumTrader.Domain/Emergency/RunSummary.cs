namespace QuantumTrader.Domain.Emergency;

/// <summary>A run that is over, in a line.</summary>
/// <param name="Run">See <see cref="RunName"/>.</param>
/// <param name="Receipts">Orders and positions that it dealt with.</param>
/// <param name="FlatAtUtc">When the second reading said flat.</param>
/// <param name="IsAnnulled">A person said, with evidence, that it was a false trip.</param>
public sealed record RunSummary(
    string Run, string Trigger, EmergencyRunState Outcome, int OrdersCanceled, int ClosesSent, int Receipts, DateTimeOffset ActivatedAtUtc, DateTimeOffset? FlatAtUtc, bool IsAnnulled)
{
    public static RunSummary Of(StopCertificate certificate, bool isAnnulled) => new(
        certificate.Run,
        certificate.Trigger,
        certificate.Outcome,
        certificate.OrdersCanceled,
        certificate.ClosesSent,
        certificate.Receipts.Count,
        certificate.ActivatedAtUtc,
        certificate.Times.FlatAtUtc,
        isAnnulled);
}
