using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Orders;

namespace QuantumTrader.Web.Ui.Positions;

/// <summary>
/// What can be said of the stops that rest at the venue: yes, no, or not known. The venue's orders are read now and then; what was read
/// too long ago says neither.
/// </summary>
public readonly record struct StopKnowledge(DateTimeOffset? OrdersAtUtc, TimeSpan AgeMax, DateTimeOffset NowUtc)
{
    public static StopKnowledge Of(EngineView view, DateTimeOffset nowUtc) => new(view.OrdersAtUtc, OrdersAge.Max(view), nowUtc);

    public bool IsKnown => OrdersAtUtc is { } at && NowUtc - at <= AgeMax;

    /// <summary>False also while it is not known.</summary>
    public bool IsMissing(PositionRow row) => IsKnown && !row.StopPresent;

    public Shown Of(PositionRow row) => (OrdersAtUtc, IsKnown, row.StopPresent) switch
    {
        (null, _, _) => new("not known", Tone.Caution, "The venue has not told its open orders yet."),
        ({ } at, false, var was) => new($"not known, last {(was ? "yes" : "NO STOP")}", Tone.Caution, $"The venue has not told its open orders since {Times.Full(at)}."),
        (_, _, true) => new("yes"),
        _ => new("NO STOP", Tone.Danger, "No protective stop rests at the venue for this position."),
    };
}
