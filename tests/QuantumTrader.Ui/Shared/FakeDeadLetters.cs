using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Events;

namespace QuantumTrader.Ui.Shared;

/// <summary>Dead letters that a test sets; it writes down what was retried.</summary>
internal sealed class FakeDeadLetters : IDeadLetterActions
{
    public List<DeadLetterRow> Rows { get; } = [];
    public List<string> Retried { get; } = [];
    public Exception? Failure { get; set; }
    public Func<Task<DeadLetterRetry>> Answer { get; set; } = () => Task.FromResult(new DeadLetterRetry(1, 0, null));

    public IReadOnlyList<DeadLetterRow> List() => Failure is null ? [.. Rows] : throw Failure;

    public Task<Guarded<DeadLetterRetry>> RetryAsync(Caller caller, string subscriber, long number, CancellationToken stopping)
    {
        Retried.Add($"{subscriber} {number}");
        return GuardedAsync(caller);
    }

    public Task<Guarded<DeadLetterRetry>> RetryAllAsync(Caller caller, CancellationToken stopping)
    {
        Retried.Add("all");
        return GuardedAsync(caller);
    }

    private async Task<Guarded<DeadLetterRetry>> GuardedAsync(Caller caller) => ActionMatrix.Refusal(caller, AccessAction.RetryDeadLetter, Pictures.At, TimeSpan.FromMinutes(5)) is { } refusal
        ? new Guarded<DeadLetterRetry>.Refused(refusal)
        : new Guarded<DeadLetterRetry>.Done(await Answer());
}
