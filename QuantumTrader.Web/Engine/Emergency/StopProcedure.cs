using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// Stops an account from beside the app, whatever state the app is in: the latch is on disk first; then the engine is asked; one that does
/// not answer is ended and replaced by a run on the same data directory. A hung engine is never resumed, because what it would still send is
/// not known. <c>ess activate</c> and <c>watchdog</c> share it.
/// </summary>
public static class StopProcedure
{
    /// <summary>An engine without a heartbeat for so long, and without an answer, hangs.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);

    /// <summary>One that beats may be waiting for a slow disk; it has this long.</summary>
    public static readonly TimeSpan AnswerMaxWhileItBeats = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LatchMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoneMax = TimeSpan.FromSeconds(5);
    private const int RoundsMax = 3; // so many processes in a row may take the directory before it is given up
    private const string NextStart = " The next start is stopped.";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <param name="directory">The data directory of the engine.</param>
    /// <param name="latch">Under which it is stopped, unless an emergency holds there already.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Told of each step, in a line for people.</param>
    public static async Task<StopOutcome> RunAsync(string directory, EmergencyLatch latch, TimeProvider time, Action<string> tell)
    {
        if (!DataDirectoryLease.WasUsed(directory) && !File.Exists(ControlAddress.PathIn(directory)))
        {
            return new StopOutcome.NotDone($"No engine runs on {directory} and none ever traded there: there is nothing to stop. Name the right folder with --data.");
        }

        var notSaved = await SaveLatchAsync(directory, latch, time);
        for (var round = 1; ; round++)
        {
            var asked = DataDirectoryLease.HolderOf(directory);
            var (answer, fault) = await AskAsync(directory, latch, time, tell);
            if (answer is not null)
            {
                return new StopOutcome.Answered(answer);
            }

            if (notSaved is not null && round == 1)
            {
                tell($"The latch could not be written to {directory}: {notSaved} The stop goes on.");
            }

            var (lease, refusal) = await TakeDirectoryAsync(directory, asked, mayEnd: notSaved is null, fault, time, tell);
            using (lease)
            {
                if (lease is not null)
                {
                    return await RunHereAsync(lease, latch, notSaved is null, time);
                }
            }

            if (refusal is not null || round == RoundsMax)
            {
                return new StopOutcome.NotDone(refusal ?? $"One process after another takes {directory}, and none says that it stops.{(notSaved is null ? NextStart : "")} Run this again.");
            }
        }
    }

    private static async Task<StopOutcome> RunHereAsync(DataDirectoryLease lease, EmergencyLatch latch, bool isSaved, TimeProvider time)
    {
        try
        {
            return new StopOutcome.Ran(await OfflineStop.RunAsync(lease, latch, time));
        }
        catch (OtherVenueException e)
        {
            return new StopOutcome.NotDone($"NOTHING WAS CLOSED. {e.Message}{(isSaved ? NextStart : "")} Run this again with them.");
        }
    }

    /// <summary>Before anything else: whatever happens to this process, the next start of an engine is stopped. A disk that refuses or hangs holds nothing up; then why.</summary>
    private static async Task<string?> SaveLatchAsync(string directory, EmergencyLatch latch, TimeProvider time)
    {
        using var file = new LatchFile(Path.Combine(directory, "emergency"));
        if (file.Read() is LatchFileRead.Latched)
        {
            return null;
        }

        try
        {
            await file.SaveAsync(new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched, IsStopJournaled = false }).WaitAsync(LatchMax, time);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// An answer only when the engine says that trading is stopped. Everything else, a refusal and a failure as much as silence, leaves the
    /// account as it is, so that the engine must be replaced; only one that says that it starts is asked again.
    /// </summary>
    private static async Task<(ControlResponse? Stopped, string Fault)> AskAsync(string directory, EmergencyLatch latch, TimeProvider time, Action<string> tell)
    {
        var request = new ControlRequest("activate", latch.ActivatedBy, latch.Reason, EmergencyId: latch.EmergencyId);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < StartMax;)
        {
            switch (await AnswerAsync(directory, request, time))
            {
                case null:
                    return (null, "does not answer");
                case { Error: null, Status.Latched: true } stopped:
                    return (stopped, "");
                case { IsStarting: true }:
                    await Task.Delay(Look, time);
                    break;
                case { Error: var error }:
                    tell($"The engine answers, but it does not stop: {InertText.Of(error) ?? "it does not say that trading is stopped."}");
                    return (null, "does not stop");
            }
        }

        return (null, "does not get as far as to stop");
    }

    /// <summary>Null when nobody answers in time.</summary>
    private static async Task<ControlResponse?> AnswerAsync(string directory, ControlRequest request, TimeProvider time)
    {
        var asking = ControlClient.AskAsync(directory, request, AnswerMaxWhileItBeats, time);
        var (last, since) = (BeatIn(directory), time.GetTimestamp());
        while (!asking.IsCompleted)
        {
            await Task.WhenAny(asking, Task.Delay(Look, time));
            var beat = BeatIn(directory);
            if (beat != last)
            {
                (last, since) = (beat, time.GetTimestamp());
            }
            else if (!asking.IsCompleted && time.GetElapsedTime(since) >= AnswerMax)
            {
                return null; // what was asked ends by its own limit
            }
        }

        return await asking;
    }

    private static Heartbeat? BeatIn(string directory) => HeartbeatFile.Read(Path.Combine(directory, "emergency"));

    /// <summary>
    /// Only who was asked and kept silent is ended. Whoever took the directory since, a second watchdog perhaps, has time for its first
    /// heartbeat; if none comes, nothing is returned, and it is asked in its turn.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="asked">Who held it when it was asked.</param>
    /// <param name="mayEnd">The latch is saved. Otherwise an engine that was ended could be started again by whoever looks after it, and would trade.</param>
    /// <param name="fault">What the engine does not do, for people.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Told of each step.</param>
    private static async Task<(DataDirectoryLease? Lease, string? Refusal)> TakeDirectoryAsync(
        string directory, EngineProcess? asked, bool mayEnd, string fault, TimeProvider time, Action<string> tell)
    {
        var began = time.GetTimestamp();
        EngineProcess? ended = null, newcomer = null;
        var beats = 0L;
        while (true)
        {
            // Read first: whoever gets the lock writes his own name there.
            var holder = DataDirectoryLease.HolderOf(directory);
            var (lease, refusal) = await DataDirectoryLease.TryAcquireAsync(directory);
            if (lease is not null)
            {
                return (lease, null);
            }

            if (time.GetElapsedTime(began) > GoneMax)
            {
                return newcomer is { IsAlive: true } && newcomer == holder ? default : (null, $"{refusal} Process {holder?.Id}, which was written down there, {(holder is { IsAlive: true } ? "could not be ended by this user" : "is gone")}.{(mayEnd ? NextStart : "")}");
            }

            if (BeatIn(directory) is { State: HeartbeatState.Stopping } beat && holder?.Id == beat.ProcessId && beat.Count > beats)
            {
                if (beats == 0)
                {
                    tell($"Process {beat.ProcessId} runs a stop already; waiting for it.");
                }

                (beats, began) = (beat.Count, time.GetTimestamp());
                await Task.Delay(EngineHeart.Interval * 4, time);
                continue;
            }

            if (holder is null or { IsHere: false } or { Started.Length: 0 })
            {
                return (null, $"{refusal} It {fault} and could not be ended from here{WhyNot(holder)}.{(mayEnd ? NextStart : "")} End that process where it runs, then run this again.");
            }

            if (holder.IsAlive && holder != asked && holder != newcomer)
            {
                (newcomer, began) = (holder, time.GetTimestamp());
            }
            else if (holder.IsAlive && holder == asked && holder != ended)
            {
                if (!mayEnd)
                {
                    return (null, $"{refusal} It {fault}, and it is not ended, because the stop could not be saved: started again, it would trade. Free the disk of {directory}, then run this again.");
                }

                if (holder.TryKill())
                {
                    tell($"The engine, process {holder.Id}, {fault}; it was ended, and the stop is run in its place.");
                    (ended, began) = (holder, time.GetTimestamp());
                }
            }

            await Task.Delay(Look, time);
        }
    }

    private static string WhyNot(EngineProcess? holder) => holder switch
    {
        null => ", because it is not known which it is",
        { Started.Length: 0 } => ", because it cannot be told from another of the same number",
        _ => ", because it belongs to another machine or container",
    };
}

/// <summary>What came of a stop from beside the app.</summary>
public abstract record StopOutcome
{
    private StopOutcome()
    {
    }

    /// <summary>The engine that runs has stopped, and makes the account flat.</summary>
    public sealed record Answered(ControlResponse Response) : StopOutcome;

    /// <summary>There was no engine, or it hung and was ended: the stop was run here.</summary>
    public sealed record Ran(OfflineOutcome Outcome) : StopOutcome;

    /// <param name="Why">And what to do, for people.</param>
    public sealed record NotDone(string Why) : StopOutcome;
}
