namespace QuantumTrader.Domain.Emergency;

/// <summary>The latch with how far its run has come; the content of the latch file.</summary>
public sealed record EmergencyRecord
{
    public required EmergencyLatch Latch { get; init; }
    public required EmergencyRunState RunState { get; init; }

    /// <summary>1 for the first run; one that was proved flat and begins anew is the next.</summary>
    public int Run { get; init; } = 1;

    public int OrdersCanceled { get; init; }
    public int ClosesSent { get; init; }
    public int PositionsLeft { get; init; }
    public int OrdersLeft { get; init; }

    /// <summary>Numbers the closes, so that a resumed run never uses a client order id twice.</summary>
    public int LastAttempt { get; init; }

    /// <summary>What could not be closed and why, for people.</summary>
    public string Detail { get; init; } = "";

    public RunTimes Times { get; init; } = new();

    /// <summary>Of the certificate of this run, when it is written and the journal has its hash; null before.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>The journal holds the stop. False: it did not yet when this was saved; null: not known, as of an emergency that was found in the policy.</summary>
    public bool? IsStopJournaled { get; init; }

    public bool IsRunOver => RunState is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust;

    public string RunName => Emergency.RunName.Of(Latch.EmergencyId, Run);
}
