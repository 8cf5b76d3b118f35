using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Simulation.Twins;

/// <summary>Where the lease is kept: gives it to one process at a time, under an epoch that only grows.</summary>
internal sealed class TwinLeases
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private string _holder = "";
    private DateTimeOffset _untilUtc;

    public long Epoch { get; private set; }

    /// <summary>Zero: another process holds it.</summary>
    public (long Epoch, string Holder, long EpochBefore) Take(string process, long own, DateTimeOffset nowUtc)
    {
        var before = Epoch;
        if (_holder == process && own == Epoch && nowUtc < _untilUtc)
        {
            _untilUtc = nowUtc + Duration;
            return (Epoch, process, before);
        }

        if (nowUtc < _untilUtc)
        {
            return (0, _holder, before);
        }

        (_holder, _untilUtc) = (process, nowUtc + Duration);
        return (++Epoch, process, before);
    }
}

/// <summary>The lease as one process knows it; asked only while the process runs and the store answers.</summary>
internal sealed class TwinLease(TwinLeases leases, string process, TimeProvider time) : ILease
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettleReserve = TimeSpan.FromSeconds(2);
    private DateTimeOffset _untilUtc;
    private DateTimeOffset _settledAtUtc;
    private bool _isElsewhere;

    public LeaseState State => Left > TimeSpan.Zero ? LeaseState.Held : _isElsewhere ? LeaseState.Lost : LeaseState.Unproven;

    public TimeSpan Left => _untilUtc - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public long Epoch { get; private set; }

    public string Holder { get; private set; } = "";

    public string? Cause => State == LeaseState.Held ? null : $"{State} to {Holder}";

    public TimeSpan SettlesIn =>
        State != LeaseState.Held ? TimeSpan.MaxValue
        : _settledAtUtc - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left
        : TimeSpan.Zero;

    public void Ask()
    {
        var now = time.GetUtcNow();
        var (epoch, holder, before) = leases.Take(process, State == LeaseState.Held ? Epoch : 0, now);
        Holder = holder;
        if (epoch == 0)
        {
            (_isElsewhere, _untilUtc) = (true, DateTimeOffset.MinValue);
            return;
        }

        if (epoch != Epoch && before != Epoch)
        {
            _settledAtUtc = now + TwinLeases.Duration + SettleReserve; // somebody else held it last, and may still act
        }

        (Epoch, _isElsewhere, _untilUtc) = (epoch, false, now + TwinLeases.Duration - Margin);
    }
}
