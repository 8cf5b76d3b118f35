using QuantumTrader.Domain.Units;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>
/// The listen key of the account: one at a time, shared by all clients. It dies when nobody extends it in time, when a
/// client deletes it, or when a fault script says so; what flows under a dead key reaches nobody.
/// </summary>
public sealed class ListenKeys : IDisposable
{
    public const int KeyLength = 64;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(1);
    private readonly Lock _gate = new();
    private readonly TimeSpan _life;
    private readonly SeededRandom _random;
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private string? _key;
    private DateTimeOffset _endsAtUtc;

    public ListenKeys(StreamOptions options, TimeProvider time, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _life = options.ListenKeyLife;
        _random = new SeededRandom(seed);
        _timer = time.CreateTimer(static keys => ((ListenKeys)keys!).ExpireIfDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A key ran out; the argument is the dead key. Raised once per key, outside the lock, not for a deleted one.</summary>
    public event Action<string>? Expired;

    /// <summary>Null when no key is alive.</summary>
    public string? Current
    {
        get
        {
            lock (_gate)
            {
                return _key;
            }
        }
    }

    /// <summary>The key that is alive, extended; or a new one.</summary>
    public string Create()
    {
        lock (_gate)
        {
            BeginLife();
            return _key ??= NewKey();
        }
    }

    /// <returns>The key, alive for its whole life again; null when none was.</returns>
    public string? Extend()
    {
        lock (_gate)
        {
            if (_key is not null)
            {
                BeginLife();
            }

            return _key;
        }
    }

    public void Delete() => Take();

    /// <summary>Kills the key as if its time were over.</summary>
    public void Expire()
    {
        if (Take() is { } key)
        {
            Expired?.Invoke(key);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void BeginLife()
    {
        _endsAtUtc = _time.GetUtcNow() + _life;
        _timer.Change(_life, Timeout.InfiniteTimeSpan);
    }

    private void ExpireIfDue()
    {
        lock (_gate)
        {
            if (_endsAtUtc - _time.GetUtcNow() is var left && left > TimeSpan.Zero)
            {
                _timer.Change(left + TimerSlack, Timeout.InfiniteTimeSpan); // extended while it fired, or it fired early by the clock
                return;
            }
        }

        Expire();
    }

    private string? Take()
    {
        lock (_gate)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            (var key, _key) = (_key, null);
            return key;
        }
    }

    private string NewKey() => string.Create(KeyLength, _random, static (span, random) =>
    {
        foreach (ref var letter in span)
        {
            letter = Alphabet[random.Next(Alphabet.Length)];
        }
    });
}
