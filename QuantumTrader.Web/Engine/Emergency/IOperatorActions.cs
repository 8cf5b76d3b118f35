using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>What people may do to the engine; the same service behind the button, the plain form, the socket and the command line.</summary>
public interface IOperatorActions
{
    /// <summary>Starts the emergency stop, or joins the one that runs. Ends as soon as the gate is closed and the latch is durable.</summary>
    /// <param name="by">Who stops.</param>
    /// <param name="reason">Why.</param>
    /// <param name="emergencyId">Under which it holds, unless another does or a stop of that id was reset; null: a new one.</param>
    /// <param name="stopping">Ends the wait, not the stop.</param>
    Task<StopReceipt> StopAsync(string by, string reason, Guid? emergencyId, CancellationToken stopping);

    /// <summary>Allows trading again. Refused while a run is on or the account is not proved flat.</summary>
    Task<ResetReceipt> ResetAsync(ResetRequest request, CancellationToken stopping);

    EmergencyStatus Status { get; }
}

/// <param name="EmergencyId">Of the emergency that now holds.</param>
/// <param name="AlreadyStopped">True when trading was stopped before.</param>
public sealed record StopReceipt(Guid EmergencyId, bool AlreadyStopped, EmergencyRunState RunState);

/// <param name="RebasePeak">True: drawdown is measured from the present equity; false: from the old peak.</param>
/// <param name="TypedWord">Must be RESET.</param>
public sealed record ResetRequest(string By, string Reason, bool RebasePeak, string TypedWord)
{
    /// <summary>Which emergency is meant; null for whichever holds.</summary>
    public Guid? EmergencyId { get; init; }

    /// <summary>With a kept peak: the drawdown limit that holds from now on; it must be wider than the present drawdown. Null: the policy's stays.</summary>
    public Fraction? DrawdownLimit { get; init; }
}

/// <param name="Refusal">Why not, in words for the operator; null when it was done.</param>
public sealed record ResetReceipt(bool Done, string? Refusal);

/// <param name="Run">The run whose stop was a false trip.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record AnnulRequest(string Run, string By, string Evidence);

/// <param name="Refusal">Why not, in words for the operator; null when it was done.</param>
public sealed record AnnulReceipt(bool Done, string? Refusal)
{
    /// <summary>It was refused because no run of that name is over.</summary>
    public bool IsUnknownRun { get; init; }
}

/// <summary>The stop as it is now.</summary>
/// <param name="LatchNotSavedSinceUtc">
/// Since when the stop is held in memory alone: neither the latch file nor the policy holds this emergency, so that it would not outlive the
/// process. Null while one of them does, and while no emergency holds.
/// </param>
public sealed record EmergencyStatus(
    bool Latched,
    EmergencyRunState RunState,
    Guid? EmergencyId,
    string? Trigger,
    string? Reason,
    string? ActivatedBy,
    DateTimeOffset? ActivatedAtUtc,
    int OrdersCanceled,
    int ClosesSent,
    int PositionsLeft,
    int OrdersLeft,
    DateTimeOffset? LatchNotSavedSinceUtc = null)
{
    public static readonly EmergencyStatus NotStopped = new(false, EmergencyRunState.None, null, null, null, null, null, 0, 0, 0, 0);

    /// <summary>What trading is allowed; null while nobody knows.</summary>
    public TradingMode? Mode { get; init; }

    /// <summary>Open at the venue as last read; null while nobody knows.</summary>
    public int? Positions { get; init; }

    /// <summary>Open at the venue, of both kinds, as last read; null while nobody knows.</summary>
    public int? Orders { get; init; }

    /// <summary>What the size of entries is multiplied by on the way back after a reset; 1 when it is over.</summary>
    public decimal SizeShare { get; init; } = 1m;

    /// <summary>Another process that trades the account, or may, in words for people; null: none is known.</summary>
    public string? LedBy { get; init; }

    /// <summary>The shared policy was seen to hold this emergency, so that every process hears of it. Null without a shared store, and while no emergency holds.</summary>
    public bool? IsShared { get; init; }

    /// <summary>What could not be closed and why, for people; empty when there is nothing to say.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The last run that is over; null when there was none.</summary>
    public RunSummary? LastRun { get; init; }

    public static EmergencyStatus Of(EmergencyRecord record, DateTimeOffset? notSavedSinceUtc) => new(
        true,
        record.RunState,
        record.Latch.EmergencyId,
        record.Latch.Trigger,
        record.Latch.Reason,
        record.Latch.ActivatedBy,
        record.Latch.ActivatedAtUtc,
        record.OrdersCanceled,
        record.ClosesSent,
        record.PositionsLeft,
        record.OrdersLeft,
        notSavedSinceUtc)
    {
        Detail = record.Detail,
    };

    /// <summary>A start after a crash finds the stop. False while no emergency is known.</summary>
    public bool IsLatchDurable => EmergencyId is not null && LatchNotSavedSinceUtc is null;
}
