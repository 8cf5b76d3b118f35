using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Alerts;

/// <summary>
/// Tells what the journal holds. The place in the journal moves on only when the alert is on a disk, so that a crash in between loses
/// none; one that comes again is known by its event and not counted twice.
/// </summary>
internal sealed class AlertJournal : BackgroundService, IDeadLetterSource
{
    public const string Name = "alerts";
    private readonly AlertBoard _board;
    private readonly TimeProvider _time;
    private readonly JournalSubscriber _subscriber;

    public AlertJournal(AlertBoard board, IJournalLines journal, IJournalConsumers consumers, IDisk disk, string journalDirectory, TimeProvider time, ILoggerFactory logs)
    {
        (_board, _time) = (board, time);
        var letters = new DeadLetterFile(disk, journalDirectory, Name, logs.CreateLogger<DeadLetterFile>());
        var settings = new SubscriberSettings { Wants = static kind => AlertNews.Wanted.Contains(kind.Type) };
        _subscriber = new JournalSubscriber(Name, TellAsync, journal, consumers, letters, time, logs.CreateLogger<JournalSubscriber>(), settings);
    }

    public JournalSubscriber Subscriber => _subscriber;

    public override void Dispose()
    {
        _subscriber.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _subscriber.RunAsync(stoppingToken);

    internal async Task TellAsync(JournaledEvent journaled, CancellationToken stopping)
    {
        AlertNews.Tell(_board, journaled.Event, _time.GetUtcNow());
        await _board.DurableAsync(stopping);
    }
}
