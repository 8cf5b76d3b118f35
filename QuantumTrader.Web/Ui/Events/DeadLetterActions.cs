using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Ui.Events;

/// <summary>The desk, as the screen needs it.</summary>
internal sealed class DeadLetterActions(DeadLetterDesk desk, ILogger<DeadLetterActions> log) : IDeadLetterActions
{
    public IReadOnlyList<DeadLetterRow> List() => desk.List();

    public Task<DeadLetterRetry> RetryAsync(string subscriber, long number, CancellationToken stopping)
    {
        log.DeadLettersRetried(subscriber, 1);
        return desk.RetryAsync(subscriber, number, stopping);
    }

    public async Task<DeadLetterRetry> RetryAllAsync(CancellationToken stopping)
    {
        var sum = new DeadLetterRetry(0, 0, null);
        foreach (var letters in desk.List().GroupBy(row => row.Subscriber))
        {
            log.DeadLettersRetried(letters.Key, letters.Count());
            var one = await desk.RetryAllAsync(letters.Key, stopping);
            sum = new(sum.Succeeded + one.Succeeded, sum.Failed + one.Failed, one.Failure ?? sum.Failure);
        }

        return sum;
    }
}
