namespace QuantumTrader.Web.Engine.Execution;

/// <summary>How far what happens at the venue is known here without asking.</summary>
/// <param name="FollowedSinceUtc">Since when its stream has told everything; null: it does not, or there is none.</param>
/// <param name="UnknownOrders">How often an order's outcome became unknown, or known again.</param>
/// <param name="IsInDoubt">Something of the account waits for an answer, or the last comparison did not end in agreement.</param>
/// <param name="IsStopping">An emergency stop is on its way to flat; it looks at the venue itself, and what may still be asked is its.</param>
public readonly record struct VenueTidings(DateTimeOffset? FollowedSinceUtc, long UnknownOrders, bool IsInDoubt, bool IsStopping = false)
{
    /// <summary>The stream had a gap since then, an order's outcome became unknown or known, or a stop ended: the venue is to be asked at once.</summary>
    public bool IsNews(VenueTidings before) =>
        !IsStopping && (FollowedSinceUtc != before.FollowedSinceUtc || UnknownOrders != before.UnknownOrders || before.IsStopping);
}
