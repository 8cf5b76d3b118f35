using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace QuantumTrader.Web.Hosting.Logging;

/// <summary>
/// Takes log lines off the caller's hands: a disk or a console that hangs must not hold the engine or a stop. At most
/// <see cref="WaitingMax"/> lines wait; more are dropped and counted, and the count is written when lines are taken again.
/// </summary>
internal sealed class BackgroundSink : ILogEventSink, IDisposable
{
    public const int WaitingMax = 10_000;
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(5);
    private static readonly MessageTemplate DroppedTemplate = new MessageTemplateParser().Parse("{Count} log lines were dropped: the disk or the console did not take them.");
    private readonly BlockingCollection<LogEvent> _waiting = new(WaitingMax);
    private readonly Logger _inner;
    private readonly TimeProvider _time;
    private readonly Thread _writer;
    private int _dropped;

    /// <param name="inner">Writes the lines; disposed with this.</param>
    /// <param name="time">For the time of what this writes itself.</param>
    public BackgroundSink(Logger inner, TimeProvider time)
    {
        (_inner, _time) = (inner, time);
        _writer = new Thread(Run) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    /// <summary>Never waits.</summary>
    public void Emit(LogEvent logEvent)
    {
        try
        {
            if (!_waiting.TryAdd(logEvent))
            {
                Interlocked.Increment(ref _dropped);
            }
        }
        catch (InvalidOperationException)
        {
            // Closed: the process is ending.
        }
    }

    /// <summary>Writes what waits, unless that takes longer than five seconds.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        if (_writer.Join(FlushLimit))
        {
            _inner.Dispose();
            _waiting.Dispose();
        }
    }

    private void Run()
    {
        foreach (var line in _waiting.GetConsumingEnumerable())
        {
            _inner.Write(line);
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                _inner.Write(new LogEvent(_time.GetUtcNow(), LogEventLevel.Warning, null, DroppedTemplate, [new LogEventProperty("Count", new ScalarValue(dropped))]));
            }
        }
    }
}
