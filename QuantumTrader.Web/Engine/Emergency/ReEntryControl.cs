using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// The way back after a reset: reduce-only, a tenth, half, all of each size. A step forward counts once it is on disk, a step back at
/// once. Used on the engine's scheduler.
/// </summary>
public sealed class ReEntryControl(IStopArchive archive, IEventBus bus, EngineTasks tasks, TimeProvider time, IIdSource ids, EmergencyOptions options, ILogger<ReEntryControl> log)
{
    private volatile ReEntryState? _state;
    private bool _isSaving;
    private bool _isUnsaved;

    /// <summary>Null when trading is not on its way back.</summary>
    public ReEntryState? State => _state;

    /// <summary>What the size of each entry is multiplied by: 0 to 1.</summary>
    public Fraction SizeShare => _state?.SizeShare ?? Fraction.One;

    /// <summary>When the next stage begins if nothing happens; null when trading is not on its way back.</summary>
    public DateTimeOffset? StageEndsUtc => _state is { } state ? state.SinceUtc + options.ReEntryStep : null;

    /// <summary>The tightest mode that the way back asks for.</summary>
    public TradingMode Floor => _state is { } state && !(state.SizeShare > Fraction.Zero) ? TradingMode.ReduceOnly : TradingMode.Active;

    /// <summary>Goes on where the last process was; where nobody can tell, from the beginning.</summary>
    public void Load()
    {
        try
        {
            _state = archive.ReadReEntry();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            log.ReEntryNotRead(e);
            _state = ReEntryState.Begin(Guid.Empty, time.GetUtcNow()) with { Cause = "How far trading had come back cannot be read, so it begins anew." };
        }
    }

    /// <summary>Before the latch is let go. Throws when it cannot be saved; then trading stays stopped.</summary>
    public async Task BeginAsync(Guid emergencyId)
    {
        var begun = options.ReEntryStep > TimeSpan.Zero ? ReEntryState.Begin(emergencyId, time.GetUtcNow()) : null;
        await archive.SaveReEntryAsync(begun).WaitAsync(options.ResetStepMax, time);
        (_state, _isUnsaved) = (begun, false);
        if (begun is not null)
        {
            Tell(begun);
        }
    }

    /// <summary>
    /// After a reset where trading is led: should this process lead next, it does not begin at full size. Only remembered here and told
    /// nobody, for the way back that counts is the leader's.
    /// </summary>
    public void Follow(Guid emergencyId)
    {
        if (options.ReEntryStep > TimeSpan.Zero)
        {
            (_state, _isUnsaved) = (ReEntryState.Begin(emergencyId, time.GetUtcNow()), true);
        }
    }

    /// <summary>While trading is not stopped: goes a step forward when it is time.</summary>
    public void OnTick()
    {
        if (_state is not { } state || _isSaving)
        {
            return;
        }

        var next = state.OnTime(time.GetUtcNow(), options.ReEntryStep);
        if (_isUnsaved || next != state)
        {
            _isSaving = true;
            tasks.Run("save the way back", () => SaveAsync(state, next));
        }
    }

    /// <summary>A step back.</summary>
    public void OnTrouble(string cause)
    {
        if (_state is { IsOver: false } state)
        {
            _state = state.OnTrouble(time.GetUtcNow(), cause);
            _isUnsaved = true;
            log.ReEntryFellBack(_state.Stage.ToString(), cause);
            Tell(_state);
            OnTick();
        }
    }

    private async Task SaveAsync(ReEntryState from, ReEntryState next)
    {
        try
        {
            await archive.SaveReEntryAsync(next.IsOver ? null : next);
            if (ReferenceEquals(_state, from)) // Trouble, or another reset, came meanwhile: that is what holds.
            {
                _isUnsaved = false;
                _state = next.IsOver ? null : next;
                if (next != from)
                {
                    Tell(next);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.ReEntryNotSaved(e); // The next tick tries again; until then the stage stays.
        }
        finally
        {
            _isSaving = false;
        }
    }

    private void Tell(ReEntryState state) => tasks.Publish("journal the way back", bus, new ReEntryMoved(ids.Next(), time.GetUtcNow())
    {
        EmergencyId = state.EmergencyId,
        Stage = state.Stage,
        SizeShare = state.SizeShare,
        Cause = state.Cause,
    });
}
