using QuantumTrader.Web.Ui.Events;

namespace QuantumTrader.Ui.Shared;

/// <summary>Dead letters that a test sets; it writes down what was retried.</summary>
internal sealed class FakeDeadLetters : IDeadLetterActions
{
    public List<DeadLetterRow> Rows { get; } = [];
    public List<string> Retried { get; } = [];
    public Exception? Failure { get; set; }
    public Func<Task<DeadLetterReceipt>> Answer { get; set; } = () => Task.FromResult(new DeadLetterReceipt(1, 0));

    public IReadOnlyList<DeadLetterRow> List() => Failure is null ? [.. Rows] : throw Failure;

    public Task<DeadLetterReceipt> RetryAsync(string subscriber, long sequence, CancellationToken stopping)
    {
        Retried.Add($"{subscriber} {sequence}");
        return Answer();
    }

    public Task<DeadLetterReceipt> RetryAllAsync(CancellationToken stopping)
    {
        Retried.Add("all");
        return Answer();
    }
}
