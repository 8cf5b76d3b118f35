using System.Globalization;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Events;

/// <summary>The desk behind the gate, as the screen needs it.</summary>
internal sealed class DeadLetterActions(DeadLetterDesk desk, IAccessGate gate, ILogger<DeadLetterActions> log) : IDeadLetterActions
{
    public IReadOnlyList<DeadLetterRow> List() => desk.List();

    public Task<Guarded<DeadLetterRetry>> RetryAsync(Caller caller, string subscriber, long number, CancellationToken stopping) =>
        GuardedAsync(caller, string.Create(CultureInfo.InvariantCulture, $"dead letter {number} of {subscriber}"), () =>
        {
            log.DeadLettersRetried(subscriber, 1);
            return desk.RetryAsync(subscriber, number, stopping);
        }, stopping);

    public Task<Guarded<DeadLetterRetry>> RetryAllAsync(Caller caller, CancellationToken stopping) =>
        GuardedAsync(caller, "all dead letters", () => RetryAllAsync(stopping), stopping);

    private Task<Guarded<DeadLetterRetry>> GuardedAsync(Caller caller, string target, Func<Task<DeadLetterRetry>> retry, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.RetryDeadLetter, new ActionNote(target), async () =>
        {
            var result = await retry();
            return new ActionEnd<DeadLetterRetry>(result, result.Failed == 0 ? AuditResult.Done : AuditResult.Failed, result.Failure)
            {
                After = string.Create(CultureInfo.InvariantCulture, $"{result.Succeeded} handled, {result.Failed} failed again"),
            };
        }, stopping);

    private async Task<DeadLetterRetry> RetryAllAsync(CancellationToken stopping)
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
