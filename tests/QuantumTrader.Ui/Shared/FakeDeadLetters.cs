using QuantumTrader.Infrastructure.Events;
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

    public Task<DeadLetterRetry> RetryAsync(string subscriber, long number, CancellationToken stopping)
    {
        Retried.Add($"{subscriber} {number}");
        return Answer();
    }

    public Task<DeadLetterRetry> RetryAllAsync(CancellationToken stopping)
    {
        Retried.Add("all");
        return Answer();
    }
}
