using QuantumTrader.Domain.Emergency;
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
    /// <summary>An engine that lives answers within this.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LatchMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoneMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <param name="directory">The data directory of the engine.</param>
    /// <param name="latch">Under which it is stopped, unless an emergency holds there already.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tell">Told of each step, in a line for people.</param>
    public static async Task<StopOutcome> RunAsync(string directory, EmergencyLatch latch, TimeProvider time, Action<string> tell)
    {
        if (!DataDirectoryLease.WasUsed(directory) && !File.Exists(ControlSocket.PathFor(directory)))
        {
            return new StopOutcome.NotDone($"No engine runs on {directory} and none ever traded there: there is nothing to stop. Name the right folder with --data.");
        }

        await SaveLatchAsync(directory, latch, time, tell);
        if (await AskAsync(directory, latch, time) is { } answer)
        {
            return new StopOutcome.Answered(answer);
        }

        var (lease, refusal) = await TakeDirectoryAsync(directory, time, tell);
        if (lease is null)
        {
            return new StopOutcome.NotDone(refusal!);
        }

        using (lease)
        {
            return new StopOutcome.Ran(await OfflineStop.RunAsync(lease, latch, time));
        }
    }

    /// <summary>Before anything else: whatever happens to this process, the next start of an engine is stopped. A disk that refuses or hangs holds nothing up.</summary>
    private static async Task SaveLatchAsync(string directory, EmergencyLatch latch, TimeProvider time, Action<string> tell)
    {
        using var file = new LatchFile(Path.Combine(directory, "emergency"));
        if (file.Read() is LatchFileRead.Latched)
        {
            return;
        }

        try
        {
            await file.SaveAsync(new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched }).WaitAsync(LatchMax, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            tell($"The latch could not be written to {directory}: {e.Message} The stop goes on.");
        }
    }

    /// <summary>Null when nobody answers, or somebody who does not get as far as to stop.</summary>
    private static async Task<ControlResponse?> AskAsync(string directory, EmergencyLatch latch, TimeProvider time)
    {
        var request = new ControlRequest("activate", latch.ActivatedBy, latch.Reason);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < StartMax;)
        {
            if (await ControlClient.AskAsync(directory, request, AnswerMax, time) is not { } answer)
            {
                return null;
            }

            if (answer.Error is null)
            {
                return answer;
            }

            await Task.Delay(Look, time); // It starts.
        }

        return null;
    }

    private static async Task<(DataDirectoryLease? Lease, string? Refusal)> TakeDirectoryAsync(string directory, TimeProvider time, Action<string> tell)
    {
        var began = time.GetTimestamp();
        EngineProcess? ended = null;
        var beats = 0L;
        while (true)
        {
            // Read first: whoever gets the lock writes his own name there.
            var holder = DataDirectoryLease.HolderOf(directory);
            var (lease, refusal) = await DataDirectoryLease.TryAcquireAsync(directory);
            if (lease is not null || time.GetElapsedTime(began) > GoneMax)
            {
                return (lease, refusal);
            }

            if (HeartbeatFile.Read(Path.Combine(directory, "emergency")) is { State: HeartbeatState.Stopping } beat && holder?.Id == beat.ProcessId && beat.Count > beats)
            {
                if (beats == 0)
                {
                    tell($"Process {beat.ProcessId} runs a stop already; waiting for it.");
                }

                (beats, began) = (beat.Count, time.GetTimestamp());
                await Task.Delay(EngineHeart.Interval * 4, time);
                continue;
            }

            if (holder != ended)
            {
                if (holder is null || !holder.TryKill())
                {
                    return (null, $"{refusal} It does not answer and could not be ended from here{WhyNot(holder)}. The next start is stopped. End that process where it runs, then run this again.");
                }

                tell($"The engine, process {holder.Id}, does not answer; it was ended, and the stop is run in its place.");
                ended = holder;
            }

            await Task.Delay(Look, time);
        }
    }

    private static string WhyNot(EngineProcess? holder) => holder switch
    {
        null => ", because it is not known which it is",
        { Started.Length: 0 } => ", because it cannot be told from another of the same number",
        { IsHere: false } => ", because it belongs to another machine or container",
        { IsAlive: false } => ", because the process that was written down is gone, and another holds the directory",
        _ => ", because this user may not",
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
    public sealed record Ran(EmergencyStatus Status) : StopOutcome;

    /// <param name="Why">And what to do, for people.</param>
    public sealed record NotDone(string Why) : StopOutcome;
}
