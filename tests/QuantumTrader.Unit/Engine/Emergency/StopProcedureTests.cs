using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A stop from beside the app stands down for an engine that says that it has stopped, and for no other answer.</summary>
public sealed class StopProcedureTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly EmergencyLatch Latch = new(new Guid(1, 2, 3, new byte[8]), "why", "COMMAND_LINE", "me", DateTimeOffset.UnixEpoch);
    private readonly TempFolder _data = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Socket _door = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private DataDirectoryLease _lease = null!;
    private Process _engine = null!;

    /// <summary>The directory of an engine that is another process.</summary>
    public async Task InitializeAsync()
    {
        (var lease, _) = await DataDirectoryLease.TryAcquireAsync(_data.Path);
        _lease = lease!;
        await _lease.MarkUsedAsync();
        _engine = Process.Start("sleep", ["600"]);
        await TakesTheDirectoryAsync(_engine);
        _door.Bind(new UnixDomainSocketEndPoint(ControlAddress.PathIn(_data.Path)));
        _door.Listen();
    }

    public async Task DisposeAsync()
    {
        await _ended.CancelAsync();
        _engine.Kill();
        Dispose();
    }

    public void Dispose()
    {
        _engine.Dispose();
        _door.Dispose();
        _lease.Dispose();
        _ended.Dispose();
        _data.Dispose();
    }

    [Theory]
    [InlineData("""{"error":"This may not be done.","status":{"latched":false}}""", "This may not be done.")]
    [InlineData("""{"error":"Unknown command 'activate'.","status":null}""", "Unknown command")]
    [InlineData("""{"error":"No answer within 10 s.","status":{"latched":true}}""", "No answer within 10 s.")]
    [InlineData("""{"error":"Line\nbreak\u001b[2J"}""", "Line\\u000Abreak\\u001B[2J")]
    [InlineData("""{"error":null,"status":{"latched":false}}""", "does not say that trading is stopped")]
    [InlineData("""{"error":null,"status":null}""", "does not say that trading is stopped")]
    [InlineData("{}", "does not say that trading is stopped")]
    public async Task Engine_AnswersAnythingElse_IsEndedAndReplaced(string answer, string said)
    {
        _ = AnswerAsync(answer);

        var outcome = await RunUntilEndedAsync();

        Assert.IsType<StopOutcome.NotDone>(outcome); // the lock is still held here, by this test
        Assert.Contains(_told, line => line.Contains("answers, but it does not stop", StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal));
        Assert.Contains(_told, line => line.Contains("does not stop; it was ended", StringComparison.Ordinal));
        AssertLatched();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    public async Task Engine_AnswersWhatIsNoAnswer_IsEndedAndReplaced(string answer)
    {
        _ = AnswerAsync(answer);

        Assert.IsType<StopOutcome.NotDone>(await RunUntilEndedAsync());

        Assert.Contains(_told, line => line.Contains("does not answer; it was ended", StringComparison.Ordinal));
        AssertLatched();
    }

    [Theory]
    [InlineData("Latched")]
    [InlineData("Flat")]
    public async Task Engine_StartsAndThenStops_IsAskedAgainAndLeftAlone(string state)
    {
        const string Starts = """{"error":"The engine has not started yet.","status":null,"isStarting":true}""";
        _ = AnswerAsync(Starts, Starts, """{"error":null,"status":{"latched":true,"runState":"STATE"}}""".Replace("STATE", state, StringComparison.Ordinal));

        var outcome = await StopProcedure.RunAsync(_data.Path, Latch, TimeProvider.System, _told.Enqueue).WaitAsync(Limit, TimeProvider.System);

        Assert.Equal(state, Assert.IsType<StopOutcome.Answered>(outcome).Response.Status!.RunState.ToString());
        Assert.False(_engine.HasExited);
        Assert.Empty(_told);
    }

    /// <summary>Two watchdogs, or two people, at one dead engine: who comes first runs the stop, and must not be ended in the middle of it.</summary>
    [Fact]
    public async Task AnotherProcess_TookTheDirectoryMeanwhile_HasTimeForItsFirstBeatAndIsWaitedFor()
    {
        using var other = Process.Start("sleep", ["600"]);
        try
        {
            var time = new FakeTimeProvider();
            var asked = AnswerAsync("{}", onAsked: () => TakesTheDirectoryAsync(other));
            var running = StopProcedure.RunAsync(_data.Path, Latch, time, _told.Enqueue);
            var (looks, count) = (0, 0L);
            await Poll.UntilAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromMilliseconds(50));
                    if (++looks > 60)
                    {
                        Beat(other, ++count);
                    }

                    return other.HasExited || _told.Any(line => line.Contains("runs a stop already", StringComparison.Ordinal));
                },
                Limit,
                "the other is waited for");

            Assert.False(other.HasExited, string.Join('\n', _told));
            Assert.False(_engine.HasExited); // it has lost the directory: it is not what stands in the way
            other.Kill();
            await Poll.UntilAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromMilliseconds(500));
                    return running.IsCompleted;
                },
                Limit,
                "the procedure ends");
            Assert.IsType<StopOutcome.NotDone>(await running);
            Assert.DoesNotContain(_told, line => line.Contains("was ended", StringComparison.Ordinal));
            Assert.False(asked.IsFaulted);
        }
        finally
        {
            other.Kill();
        }
    }

    private async Task TakesTheDirectoryAsync(Process process)
    {
        var stat = await File.ReadAllTextAsync($"/proc/{process.Id}/stat");
        var mark = EngineProcess.Current() with { Id = process.Id, Started = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[19] };
        await File.WriteAllTextAsync(_data["engine.pid"], mark.ToString());
    }

    /// <summary>As the other process would write it.</summary>
    private void Beat(Process process, long count)
    {
        using (var file = HeartbeatFile.Open(_data["emergency"]))
        {
            file.Beat(HeartbeatState.Stopping);
        }

        using var stream = new FileStream(Path.Combine(_data["emergency"], "heartbeat"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = 8;
        stream.Write(BitConverter.GetBytes((long)process.Id));
        stream.Write(BitConverter.GetBytes(count));
    }

    /// <summary>The clock of the procedure stands until the engine is ended, so that nothing but the answer can have ended it.</summary>
    private async Task<StopOutcome> RunUntilEndedAsync()
    {
        var time = new FakeTimeProvider();
        var running = StopProcedure.RunAsync(_data.Path, Latch, time, _told.Enqueue);
        await Poll.UntilAsync(
            () =>
            {
                if (_engine.HasExited)
                {
                    time.Advance(TimeSpan.FromMilliseconds(500));
                }

                return running.IsCompleted;
            },
            Limit,
            "the engine is ended");
        return await running;
    }

    /// <summary>The last one again and again.</summary>
    private Task AnswerAsync(params string[] answers) => AnswerAsync(answers, () => Task.CompletedTask);

    private Task AnswerAsync(string answer, Func<Task> onAsked) => AnswerAsync([answer], onAsked);

    private async Task AnswerAsync(string[] answers, Func<Task> onAsked)
    {
        for (var asked = 0; ; asked++)
        {
            using var peer = await _door.AcceptAsync(_ended.Token);
            await using var stream = new NetworkStream(peer);
            using var reader = new StreamReader(stream, leaveOpen: true);
            Assert.Contains("activate", await reader.ReadLineAsync(_ended.Token), StringComparison.Ordinal);
            await onAsked();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answers[Math.Min(asked, answers.Length - 1)]), _ended.Token);
        }
    }

    private void AssertLatched()
    {
        using var file = new LatchFile(_data["emergency"]);
        Assert.Equal(Latch.EmergencyId, Assert.IsType<LatchFileRead.Latched>(file.Read()).Record.Latch.EmergencyId);
    }
}
