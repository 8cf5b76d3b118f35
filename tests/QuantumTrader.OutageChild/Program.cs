using System.Globalization;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Events.Forwarding;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.OutageChild;

// DIRECTORY CONNECTION-STRING RUN RATE: publishes RATE events a second to the journal in the directory and forwards them, until it is
// killed, or reads a line; then it forwards what is left, prints "drained" and ends. After each acknowledged append it prints
// "sequence event-id".
var (directory, address) = (args[0], args[1]);
var (run, rate) = (ulong.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
var time = TimeProvider.System;
var events = Path.Combine(directory, "events");
await using var journal = EventBuffer.Open(PhysicalDisk.Instance, events, new EventsOptions { SegmentSizeMax = 4 * 1024 * 1024 }, time);
using var consumers = new JournalConsumers(PhysicalDisk.Instance, events, time);
await using var link = await RedisLink.OpenAsync(new RedisOptions { ConnectionString = address }, time, null, directory);
var forwarder = new RedisForwarder(link, journal, consumers, () => (long)run, time);
using var stop = new CancellationTokenSource();
var running = Task.WhenAll(link.RunAsync(stop.Token), forwarder.RunAsync(stop.Token));

var publisher = new Publisher(journal, run, rate, time);
using var input = new StreamReader(Console.OpenStandardInput()); // Console.In would block
await publisher.RunAsync(until: input.ReadLineAsync());
while (forwarder.Health is { Backlog: > 0 })
{
    await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
}

Console.WriteLine("drained");
await stop.CancelAsync();
await running;
