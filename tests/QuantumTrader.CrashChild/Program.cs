using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;

// Appends to the journal in args[0] from sixteen publishers until it is killed. After each acknowledged append it prints
// "sequence source ." on one line, where the source is different for every event ever appended.
var run = args[1];
await using var journal = EventBuffer.Open(PhysicalDisk.Instance, args[0], new EventsOptions { SegmentSizeMax = 64 * 1024 }, TimeProvider.System);
using var output = Console.OpenStandardOutput();
using var gate = new SemaphoreSlim(1, 1);
await Task.WhenAll(Enumerable.Range(0, 16).Select(Publish));

async Task Publish(int publisher)
{
    for (var n = 0; ; n++)
    {
        var source = $"{run}-{publisher}-{n}";
        var sequence = await journal.AppendAsync(new MarketStarted(Guid.Empty, default) { Source = source, Symbols = [] });
        await gate.WaitAsync();
        await output.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{sequence} {source} .\n"));
        gate.Release();
    }
}
