using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Unit.Access;

public sealed class HashQueueTests
{
    [Fact]
    public async Task Strangers_FillTheirQueue_AndThoseWhoAreKnownStillPass()
    {
        using var queue = new HashQueue();
        var (held, running) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = queue.RunAsync(false, async () => { running.SetResult(); await held.Task; return "first"; }, CancellationToken.None);
        await running.Task;
        var waiting = Enumerable.Range(0, HashQueue.QueueMax).Select(_ => queue.RunAsync(false, () => Task.FromResult("stranger"), CancellationToken.None)).ToArray();

        Assert.Null(await queue.RunAsync(false, () => Task.FromResult("one too many"), CancellationToken.None));
        var known = queue.RunAsync(true, () => Task.FromResult("known"), CancellationToken.None);
        Assert.False(known.IsCompleted); // one at a time

        held.SetResult();
        Assert.Equal("first", await first);
        Assert.Equal("known", await known);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal("stranger", answer));
    }
}
