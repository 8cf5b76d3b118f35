using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine;

/// <content>Who leads: taking over what the last leader left, standing by, and going on alone while nobody answers.</content>
public sealed partial class TradingEngine
{
    private static readonly TimeSpan FirstAnswerMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstAnswerLook = TimeSpan.FromMilliseconds(100);
    private bool _deskIsHeld;

    /// <summary>
    /// Adopts an emergency that holds and goes on with its run, before anything else can be sent, and then does what the lease says:
    /// takes over and trades, stands by, or goes on alone. Where the last holder must be waited for, that is left to
    /// <see cref="FollowLeaseAsync"/>, so that the screen is there meanwhile. A policy that cannot be read denies entries until it can.
    /// </summary>
    public async Task StartAsync(EmergencyRecord? held)
    {
        Emergency.CertifyMissing(held);
        if (held is not null && Emergency.Record?.Latch.EmergencyId != held.Latch.EmergencyId)
        {
            Emergency.Adopt(held, isDurable: held.Latch.Trigger != TriggerCodes.LostState);
            Emergency.GoOn();
        }

        HoldDesk(); // What it would send now is not yet at the venue when the reconciler asks for it.
        await FirstAnswerAsync();
        await Throttle.ReloadAsync();
        await ReadPolicyAsync();
        if (!(_parts.Lease.State == LeaseState.Held && _parts.SettlesIn() > TimeSpan.Zero))
        {
            await FollowLeaseAsync();
        }

        Journal(new MarketStarted(_parts.Ids.Next(), _parts.Time.GetUtcNow())
        {
            Source = _parts.Market,
            Symbols = [.. Symbols.All.Select(s => s.Symbol.Value)],
        });
    }

    /// <summary>Does what the lease says now. Asked again and again, one call at a time; a take-over lasts as long as one call.</summary>
    public async Task FollowLeaseAsync()
    {
        switch (_parts.Lease.State)
        {
            case LeaseState.Held when !Leadership.HasTakenOver:
                await TakeOverAsync(_parts.Lease.Epoch);
                break;
            case LeaseState.Lost when Leadership.Duty != EngineDuty.StandingBy:
                StandBy();
                break;
            case LeaseState.Unproven when Leadership.Duty == EngineDuty.Starting:
                await GoOnAloneAsync();
                break;
        }
    }

    /// <summary>
    /// Reads the policy; an emergency that somebody else put there holds here too, until its reset is found there. Its run is for
    /// whoever leads.
    /// </summary>
    public async Task RefreshPolicyAsync()
    {
        if (!Policy.WasSeen)
        {
            await ReadPolicyAsync();
        }
        else
        {
            await Policy.RefreshAsync();
        }

        await GoBackAsync();
        if (!Emergency.IsLatched && Policy.Snapshot.Policy is { EmergencyMode: true } found)
        {
            Emergency.Adopt(LatchResolution.FromPolicy(new LatchFileRead.Clear(), found, _parts.Time.GetUtcNow(), _parts.Ids.Next), isDurable: found.EmergencyId is not null);
            if (Leadership.IsOnDuty)
            {
                Emergency.GoOn();
            }
        }
        else if (Leadership.Duty != EngineDuty.StandingBy && Policy.Stored is { EmergencyMode: false } other)
        {
            Emergency.HoldOn(other);
        }
        else if (Leadership.Duty == EngineDuty.StandingBy && Emergency.CanFollowReset && Policy.Stored is { EmergencyMode: false } stored && await WasResetAsync(stored))
        {
            await Emergency.FollowResetAsync(stored);
        }
    }

    /// <summary>A loosening that ran out holds no longer anyway; here the store is told, by whoever leads.</summary>
    private async Task GoBackAsync()
    {
        if (!Leadership.MayCancel || Policy.Stored is not { Temporary: not null } stored || !(PolicyExpiry.NextUtc(stored) <= _parts.Time.GetUtcNow()))
        {
            return;
        }

        try
        {
            Policy.Take(await PolicyWriter.GoBackAsync());
        }
        catch (PolicyUnavailableException e)
        {
            Policy.Failed(e);
        }
    }

    /// <summary>The reset may be some versions old when this process did not hear of it at once.</summary>
    private async Task<bool> WasResetAsync(TradingPolicy stored)
    {
        const int HistoryMax = 100;
        var id = Emergency.Record?.Latch.EmergencyId;
        if (stored.LastResetEmergencyId is null || stored.LastResetEmergencyId == id)
        {
            return stored.LastResetEmergencyId is not null;
        }

        try
        {
            return (await _parts.PolicyStore.ReadHistoryAsync(HistoryMax, CancellationToken.None)).Any(p => p.LastResetEmergencyId == id);
        }
        catch (PolicyUnavailableException e)
        {
            Policy.Failed(e);
            return false;
        }
    }

    /// <summary>The first policy is written by whoever leads; one that was there and is gone is not made up anew.</summary>
    private async Task ReadPolicyAsync()
    {
        if (!Leadership.MayCancel)
        {
            await Policy.RefreshAsync();
            return;
        }

        try
        {
            Policy.Take(await PolicyWriter.ReadOrCreateAsync());
        }
        catch (PolicyUnavailableException e)
        {
            Policy.Failed(e);
        }
    }

    /// <summary>Whoever keeps the lease needs a moment to be asked for the first time.</summary>
    private async Task FirstAnswerAsync()
    {
        var began = _parts.Time.GetUtcNow();
        while (_parts.Lease.State == LeaseState.Unproven && _parts.Time.GetUtcNow() - began < FirstAnswerMax)
        {
            await Task.Delay(FirstAnswerLook, _parts.Time);
        }
    }

    private async Task TakeOverAsync(long epoch)
    {
        var wasOnDuty = Leadership.IsOnDuty;
        if (!await _takeOver.PrepareAsync(epoch))
        {
            return; // What was done before goes on; the next look at the lease decides.
        }

        HoldDesk();
        Leverages.ForgetAll(); // who led before may have set others
        Updates.OnlyWatches = false;
        await RecallEquityAsync();
        if (!await _takeOver.AgreeAsync(epoch, () => !Emergency.IsLatched))
        {
            FreeDesk(wasOnDuty && Leadership.MayReduce);
            Updates.OnlyWatches = Leadership.Duty == EngineDuty.StandingBy;
            return;
        }

        Policy.Forget(); // Read before another process led, or before this one stood still: an emergency may have come since.
        await RefreshPolicyAsync(); // The first leader ever writes the first policy.
        await Throttle.ReloadAsync();
        Throttle.Recall(Book);
        var isNew = !Leadership.IsOnDuty; // who was on duty has measured all the time
        Leadership.Lead(epoch);
        if (isNew)
        {
            BeginEquity();
        }

        FreeDesk();
        Emergency.GoOn(); // An emergency that was only held here, because another process led.
        _log.Leads(epoch);
        Activate("start-up", "Reconciled with the venue.");
    }

    /// <summary>Before the account is agreed: its transfers are counted from where the stored peak was left. Who is on duty has measured all the time.</summary>
    private async Task RecallEquityAsync()
    {
        if (Leadership.IsOnDuty)
        {
            return;
        }

        if (Leadership.Duty == EngineDuty.StandingBy)
        {
            await Equity.ReloadAsync();
        }

        if (Equity.TransfersSinceUtc is { } since)
        {
            _parts.CountTransfersFrom(since);
        }
    }

    private void BeginEquity()
    {
        var now = _parts.Time.GetUtcNow();
        if (Equity.Begin(now).JustTripped && !Emergency.IsLatched)
        {
            OnDrawdown(Equity.Last);
        }

        LookAtTriggers(now); // They see the first reading, too, before the next one takes its place.
    }

    private async Task GoOnAloneAsync()
    {
        _log.GoesOnAlone(_parts.Lease.Cause ?? "");
        await RecallEquityAsync();
        if (!await _takeOver.AgreeAloneAsync() || Leadership.Duty != EngineDuty.Starting)
        {
            return;
        }

        Leadership.GoOnAlone();
        BeginEquity();
        FreeDesk();
        Mode.Set(TradingMode.ReduceOnly, _parts.Time.GetUtcNow(), "start-up", $"Nobody answers for the lease, so that nothing is opened. {_parts.Lease.Cause}");
    }

    /// <summary>Nothing is closed and nothing canceled: whoever leads looks after what is open.</summary>
    private void StandBy()
    {
        HoldDesk();
        Updates.OnlyWatches = true;
        Leadership.StandBy();
        _log.StandsBy(_parts.Lease.Holder, _parts.Lease.Cause ?? "");
        Mode.Set(TradingMode.Halted, _parts.Time.GetUtcNow(), "stand-by", $"This process stands by. {_parts.Lease.Cause}");
    }

    /// <summary>For the screen, and for whoever may have to take over.</summary>
    private async Task WatchAccountAsync()
    {
        if (Leadership.Duty != EngineDuty.StandingBy)
        {
            return;
        }

        if (await Reader.GetAccountAsync(CancellationToken.None) is { IsOk: true, Value: var account } && !Leadership.IsOnDuty)
        {
            Ledger.Adopt(account, Ledger.LastFillId);
        }

        await _naked.LookAsync();
    }

    /// <summary>Of a process that led: it stands by, or its disk hangs and keeps fills from the book.</summary>
    private bool NobodyLooks() =>
        Leadership.LastEpoch > 0 && !Emergency.IsLatched && (Leadership.Duty == EngineDuty.StandingBy || !IsJournalOk());

    private bool MayClose() => Leadership is { IsOnDuty: true, MayReduce: true };

    private void HoldDesk()
    {
        if (!_deskIsHeld)
        {
            _deskIsHeld = true;
            Desk.Pause();
        }
    }

    private void FreeDesk(bool isFree = true)
    {
        if (_deskIsHeld && isFree)
        {
            _deskIsHeld = false;
            Desk.Resume();
            Desk.LookAtAll();
        }
    }
}
