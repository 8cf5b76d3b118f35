using QuantumTrader.Domain.Execution;

namespace QuantumTrader.TestSupport;

/// <summary>A lease that the test gives and takes. Held until <see cref="UntilUtc"/>, by the clock of the test.</summary>
public sealed class ManualLease(TimeProvider time, LeaseState state = LeaseState.Held, long epoch = 1) : ILease
{
    private LeaseState _state = state;

    /// <summary>Null: it does not run out.</summary>
    public DateTimeOffset? UntilUtc { get; set; }

    public LeaseState State => _state == LeaseState.Held && !(Reckoned > TimeSpan.Zero) ? LeaseState.Unproven : _state;

    /// <summary>Called after <see cref="Left"/> was reckoned and before its reader has it: what happens to the process then.</summary>
    public Action? OnLeft { get; set; }

    public TimeSpan Left
    {
        get
        {
            var left = Reckoned;
            OnLeft?.Invoke();
            return left;
        }
    }

    public long Epoch { get; private set; } = state == LeaseState.Held ? epoch : 0;

    public string Holder => _state == LeaseState.Held ? "this process" : "another process";

    public string? Cause => _state == LeaseState.Held ? null : $"the test says {_state}";

    /// <summary>Held from now on under this epoch.</summary>
    public void Give(long epoch, DateTimeOffset? untilUtc = null) => (_state, Epoch, UntilUtc) = (LeaseState.Held, epoch, untilUtc);

    private TimeSpan Reckoned =>
        _state != LeaseState.Held ? TimeSpan.Zero
        : UntilUtc is not { } until ? TimeSpan.MaxValue
        : until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left
        : TimeSpan.Zero;

    /// <summary>The epoch stays what it was.</summary>
    public void Take(LeaseState state) => _state = state;
}
