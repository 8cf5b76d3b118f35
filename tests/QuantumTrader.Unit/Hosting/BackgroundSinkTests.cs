using System.Collections.Concurrent;
using System.Globalization;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Hosting.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace QuantumTrader.Unit.Hosting;

public sealed class BackgroundSinkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Log_DiskHangs_CallersGoOnAndTheLossIsCounted()
    {
        using var disk = new HangingDisk();
        await using var log = LogOn(disk);
        log.Information("first");
        await Poll.UntilAsync(() => disk.IsAsked, Limit, "the disk is asked");

        // One is with the disk, as many as may wait wait, five are too many. That this loop ends is the test.
        for (var i = 0; i < BackgroundSink.WaitingMax + 5; i++)
        {
            log.Information("line");
        }

        disk.Release();
        await Poll.UntilAsync(() => disk.Written.Count == BackgroundSink.WaitingMax + 2, Limit, "what waited is written");
        Assert.Contains("5 log lines were dropped: the disk or the console did not take them.", disk.Written);
    }

    [Fact]
    public async Task Log_Closed_HasWrittenEverythingInOrder()
    {
        using var disk = new HangingDisk();
        disk.Release();
        await using (var log = LogOn(disk))
        {
            for (var i = 0; i < 100; i++)
            {
                log.Information(i.ToString(CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i.ToString(CultureInfo.InvariantCulture)), disk.Written);
    }

    private static Logger LogOn(HangingDisk disk) =>
        new LoggerConfiguration().WriteTo.Sink(new BackgroundSink(new LoggerConfiguration().WriteTo.Sink(disk).CreateLogger(), TimeProvider.System)).CreateLogger();

    private sealed class HangingDisk : ILogEventSink, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public ConcurrentQueue<string> Written { get; } = new();

        public bool IsAsked { get; private set; }

        public void Emit(LogEvent logEvent)
        {
            IsAsked = true;
            _released.Wait();
            Written.Enqueue(logEvent.RenderMessage(CultureInfo.InvariantCulture));
        }

        public void Release() => _released.Set();

        public void Dispose() => _released.Set();
    }
}
