using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>The user stream on a scripted venue, with the engine's real scheduler.</summary>
internal sealed class UserStreamUnderTest : IAsyncDisposable
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private readonly EngineContext _context = new();
    private readonly Task _pump;

    public UserStreamUnderTest(StreamSettings? settings = null)
    {
        Reader = new(Clock);
        _context.Faulted = Faults.Add;
        _pump = Task.Factory.StartNew(() => _context.Run(_stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Fees = new((_, _) => new((decimal?)600m), "USDT", 0.0005m, Clock);
        Stream = new(
            Keys, Reader, Listener, settings ?? LineUnderTest.Default, Fees, Venue.Create, Clock, () => TimeSpan.Zero,
            action => _context.Post(static a => ((Action)a!)(), action), NullLogger<UserStream>.Instance,
            (since, _) => new(ExchangeRead<IReadOnlyList<FundingIncome>>.Ok([.. Fundings.Where(f => f.AtUtc >= since)])));
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(UserFrames.At));

    public ScriptedVenue Venue { get; } = new();

    public TestKeys Keys { get; } = new();

    public TestReader Reader { get; }

    public RecordingListener Listener { get; } = new();

    public UserStream Stream { get; }

    /// <summary>What the list of incomes holds. Changed while nobody reads.</summary>
    public List<FundingIncome> Fundings { get; } = [];

    /// <summary>One BNB is 600; nobody has read it yet.</summary>
    public FeeWorth Fees { get; }

    public List<Exception> Faults { get; } = [];

    public SynchronizationContext Engine => _context;

    public static async Task<UserStreamUnderTest> TrustedAsync(StreamSettings? settings = null)
    {
        var test = new UserStreamUnderTest(settings);
        await test.StartAsync();
        return test;
    }

    public Task StartAsync()
    {
        Stream.Start(_stop.Token);
        return UntilAsync(() => Stream.Trust.IsTrusted, "trust");
    }

    public void Push(params string[] frames)
    {
        foreach (var frame in frames)
        {
            Venue.Last.Push(frame);
        }
    }

    /// <summary>Pushes and waits until all of it has been delivered, without turning the clock.</summary>
    public async Task PushAsync(params string[] frames)
    {
        var before = Stream.Health.Line.Frames;
        Push([.. frames, """{"result":null,"id":0}"""]); // a frame is counted when those before it have been read
        await TestSupport.Poll.UntilAsync(() => Stream.Health.Line.Frames > before + frames.Length, TimeSpan.FromSeconds(10), "frames");
        await _context.InvokeAsync(() => Task.CompletedTask);
        await _context.InvokeAsync(() => Task.CompletedTask); // a batch may have asked for another turn
    }

    public Task UntilAsync(Func<bool> condition, string what) => Clock.UntilAsync(condition, Step, what);

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        await _stop.CancelAsync();
        await _pump;
        _context.Dispose();
        _stop.Dispose();
        Assert.Empty(Faults);
    }
}
