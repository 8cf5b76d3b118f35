using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution.Lease;

/// <summary>The rules of the script in Redis, in memory, with a clock of its own.</summary>
internal sealed class FakeLeaseStore(TimeProvider time) : ILeaseStore
{
    private string? _holder;
    private string _text = "";
    private long _until;
    private (long Epoch, string Run)? _handedBack;

    public long Epoch { get; set; }

    public string Run { get; set; } = "run1";

    public bool IsAway { get; set; }

    /// <summary>Runs after the store acted and before the answer arrives.</summary>
    public Action OnTheWayBack { get; set; } = () => { };

    /// <summary>The store acts, and its answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    public List<LeaseAsk> Asked { get; } = [];

    public void Flush()
    {
        (_holder, _handedBack, Epoch) = (null, null, 0);
    }

    public Task<LeaseAnswer> TakeAsync(LeaseAsk ask)
    {
        if (IsAway)
        {
            return Task.FromException<LeaseAnswer>(new TimeoutException("no answer"));
        }

        Asked.Add(ask);
        var answer = Answer(ask);
        OnTheWayBack();
        return LosesAnswers ? Task.FromException<LeaseAnswer>(new TimeoutException("no answer")) : Task.FromResult(answer);
    }

    public Task ReleaseAsync(string holderId, long epoch, bool isSettled)
    {
        if (IsAway)
        {
            return Task.FromException(new TimeoutException("no answer"));
        }

        if (_holder == holderId && Epoch == epoch)
        {
            (_holder, _handedBack) = (null, isSettled ? (epoch, Run) : null);
        }

        return Task.CompletedTask;
    }

    private LeaseAnswer Answer(LeaseAsk ask)
    {
        var now = time.GetTimestamp();
        if (_holder is not null && now >= _until)
        {
            _holder = null;
        }

        if (_holder is not null && _holder != ask.Holder.Id)
        {
            return new(LeaseAnswerKind.Other, Epoch, Epoch, false, Run, _text, TimeSpan.FromTicks(_until - now));
        }

        if (ask.OwnEpoch > 0 && Epoch > ask.OwnEpoch)
        {
            return new(LeaseAnswerKind.Passed, Epoch, Epoch, false, Run, "", TimeSpan.Zero);
        }

        var before = Epoch;
        var isClean = ask.OwnEpoch == 0 && _handedBack == (before, Run);
        var epoch = ask.OwnEpoch > 0 ? ask.OwnEpoch : Math.Max(before, ask.SeenEpoch) + 1;
        (_holder, _text, _until, Epoch, _handedBack) = (ask.Holder.Id, ask.Holder.Text, now + ask.Duration.Ticks, Math.Max(before, epoch), null);
        return new(ask.OwnEpoch > 0 ? LeaseAnswerKind.Kept : LeaseAnswerKind.Taken, epoch, before, isClean, Run, "", TimeSpan.Zero);
    }
}
