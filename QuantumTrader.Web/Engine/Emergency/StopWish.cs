namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// That a stop is asked for and the engine has not turned to it yet. Any thread may ask; the gate refuses entries from that instant,
/// also in the middle of a step that the engine is busy with. It only ever closes: trading is opened by a reset alone.
/// </summary>
public sealed class StopWish
{
    private int _asked;

    public bool IsAsked => Volatile.Read(ref _asked) > 0;

    /// <summary>From any thread. A wish that is never <see cref="Heard"/>, because the stop failed, keeps the gate closed until the next start.</summary>
    public void Ask() => Interlocked.Increment(ref _asked);

    /// <summary>The emergency itself holds now.</summary>
    public void Heard() => Interlocked.Decrement(ref _asked);
}
