namespace QuantumTrader.Web.Api.Callers;

/// <summary>So many at once, and so many over time, for each of many.</summary>
/// <param name="burst">At once.</param>
/// <param name="perSecond">Over time.</param>
internal sealed class TokenBuckets(double burst, double perSecond, TimeProvider time)
{
    /// <summary>Bounds how many are told apart; full buckets go first, and who comes when none is full shares one.</summary>
    public const int BucketsMax = 4096;

    private const string Shared = "";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one if there is one.</summary>
    /// <param name="wait">Until there is one again.</param>
    public bool TryTake(string who, out TimeSpan wait)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var name = _buckets.ContainsKey(who) || MakeRoom_NeedsGate(now) ? who : Shared;
            var tokens = _buckets.TryGetValue(name, out var bucket) ? TokensAt(bucket, now) : burst;
            var isTaken = tokens >= 1.0;
            _buckets[name] = new(isTaken ? tokens - 1.0 : tokens, now);
            wait = isTaken ? TimeSpan.Zero : TimeSpan.FromSeconds((1.0 - tokens) / perSecond);
            return isTaken;
        }
    }

    /// <summary>What was taken last counts as not taken.</summary>
    public void GiveBack(string who)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_buckets.TryGetValue(who, out var bucket))
            {
                _buckets[who] = new(Math.Min(burst, TokensAt(bucket, now) + 1.0), now);
            }
        }
    }

    private double TokensAt(Bucket bucket, long now) => Math.Min(burst, bucket.Tokens + (time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));

    private bool MakeRoom_NeedsGate(long now)
    {
        if (_buckets.Count < BucketsMax)
        {
            return true;
        }

        foreach (var full in _buckets.Where(b => TokensAt(b.Value, now) >= burst).Select(b => b.Key).ToArray())
        {
            _buckets.Remove(full);
        }

        return _buckets.Count < BucketsMax;
    }

    private readonly record struct Bucket(double Tokens, long At);
}
