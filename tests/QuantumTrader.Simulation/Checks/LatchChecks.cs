using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Simulation.Checks;

/// <summary>I3: what latched stays latched, over crashes too, until a reset; and both of its homes know it.</summary>
internal sealed class LatchChecks(SimulatedWorld world)
{
    private static readonly TimeSpan BothHomesWithin = TimeSpan.FromSeconds(10);
    private Guid? _held;
    private DateTimeOffset _quietSinceUtc;
    private bool _isResetting;

    /// <summary>An emergency is durable and no reset of it has begun.</summary>
    public bool IsHeld => _held is not null && !_isResetting;

    /// <summary>Since when the living process has been stopped; null while it is not.</summary>
    public DateTimeOffset? LatchedSinceUtc { get; private set; }

    public async Task PressAsync(SimulatedProcess process)
    {
        var receipt = await process.Engine!.Emergency.ActivateAsync("MANUAL", "A drill.", "simulated operator");
        if (!process.Gate.IsDead && !_isResetting && process.Engine!.Emergency.Record?.Latch.EmergencyId != receipt.EmergencyId)
        {
            world.Checks.Fail("I3 a stop holds", $"the receipt names {receipt.EmergencyId}, which does not hold");
        }
    }

    public async Task ResetAsync(SimulatedProcess process, ResetRequest request)
    {
        _isResetting = true;
        var receipt = await process.Engine!.Emergency.ResetAsync(request);
        _isResetting = false;
        if (receipt.Done)
        {
            _held = null;
        }
    }

    public void AfterStep(SimulatedProcess process)
    {
        world.Checks.Seen("I3 only a reset unlatches");
        var record = process.Engine?.Emergency.Record;
        // A process that has not read the policy yet may not know of an emergency that only the policy has; it opens nothing meanwhile.
        if (_held is { } held && !_isResetting && process.IsStarted && process.Engine!.Policy.WasSeen && record?.Latch.EmergencyId != held)
        {
            world.Checks.Fail("I3 only a reset unlatches", $"emergency {held} held and now {(record is null ? "none" : $"{record.Latch.EmergencyId}")} does");
        }

        if (!_isResetting && record is not null)
        {
            _held ??= DurableId() == record.Latch.EmergencyId ? record.Latch.EmergencyId : null;
        }

        LatchedSinceUtc = record is null || !process.IsStarted ? null : LatchedSinceUtc ?? process.NowUtc;
        CheckHomes(process, record?.Latch.EmergencyId);
    }

    /// <summary>What was not durable may be forgotten; a reset under way may have gone through or not.</summary>
    public void OnCrash()
    {
        _held = _isResetting ? null : DurableId();
        _isResetting = false;
        LatchedSinceUtc = null;
        _quietSinceUtc = DateTimeOffset.MaxValue;
    }

    private Guid? DurableId() => world.Stores.LatchedInPolicy ?? world.Stores.LatchedInFile;

    private void CheckHomes(SimulatedProcess process, Guid? emergency)
    {
        if (emergency is not { } held || world.Stores.IsResetOnRecord(held) || _isResetting || !process.IsStarted || world.Faults.LatchRefuses || world.Faults.PolicyRefuses)
        {
            _quietSinceUtc = DateTimeOffset.MaxValue;
            return;
        }

        _quietSinceUtc = process.NowUtc < _quietSinceUtc ? process.NowUtc : _quietSinceUtc;
        world.Checks.Seen("I3 the latch has two homes");
        if (process.NowUtc - _quietSinceUtc >= BothHomesWithin && (world.Stores.LatchedInFile != emergency || world.Stores.LatchedInPolicy != emergency))
        {
            world.Checks.Fail(
                "I3 the latch has two homes",
                $"emergency {emergency} holds; the file says {world.Stores.LatchedInFile?.ToString() ?? "none"}, the policy {world.Stores.LatchedInPolicy?.ToString() ?? "none"}");
        }
    }
}
