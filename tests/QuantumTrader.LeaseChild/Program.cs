using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Redis;

// A holder of the lease in the Redis of args[0], with the data directory args[1] and a lease of args[2] milliseconds. As long as it
// holds the lease it writes its epoch into the list "written", as fast as it can, by a script that compares epochs as every write
// does. With args[3] "blind" it never looks at the lease again once it held it, so that only the script stands in its way.
// It prints its state whenever that changes, and "fenced" when a write is refused.
// With "venue" first it sends an entry to a venue instead; see VenueEntry.
if (args[0] == "venue")
{
    await QuantumTrader.LeaseChild.VenueEntry.RunAsync(args[1..]);
    return;
}

const string Write = """
    if tonumber(redis.call('GET', KEYS[1]) or '0') > tonumber(ARGV[1]) then return 0 end
    redis.call('RPUSH', KEYS[2], ARGV[1])
    return 1
    """;

var options = new RedisOptions
{
    ConnectionString = args[0],
    LeaseDuration = TimeSpan.FromMilliseconds(int.Parse(args[2], CultureInfo.InvariantCulture)),
    CommandTimeout = TimeSpan.FromMilliseconds(500),
};
var isBlind = args[3] == "blind";
await using var link = await RedisLink.OpenAsync(options, TimeProvider.System);
using var lease = RedisLease.Open(link, args[1], "child", new SeededIds((ulong)Environment.ProcessId), BootTimeProvider.Instance);
_ = link.RunAsync(CancellationToken.None);
var running = lease.RunAsync(CancellationToken.None);
LeaseState? told = null;
var wasHeld = false;
while (!running.IsCompleted)
{
    var state = lease.State;
    if (state != told)
    {
        told = state;
        Console.WriteLine($"{state} {lease.Epoch}");
    }

    wasHeld |= state == LeaseState.Held;
    if (state == LeaseState.Held || (isBlind && wasHeld))
    {
        await WriteAsync(lease.Epoch);
    }
    else
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }
}

async Task WriteAsync(long epoch)
{
    try
    {
        var written = (int)await link.Database.ScriptEvaluateAsync(Write, [link.Keys.Epoch, "written"], [epoch]);
        if (written == 0)
        {
            Console.WriteLine("fenced");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
    catch (Exception e) when (RedisLink.IsAway(e))
    {
        // Unknown: it may have been written, under the epoch of that moment.
    }
}
