using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Events;

namespace QuantumTrader.Ui.Shared;

/// <summary>The end of a journal that a test sets.</summary>
internal sealed class FakeEventTail : IEventTail
{
    public List<EventRow> Rows { get; } = [];
    public Exception? Failure { get; set; }

    public Task<Guarded<IReadOnlyList<EventRow>>> ReadAsync(Caller caller, CancellationToken stopping) =>
        Failure is not null ? Task.FromException<Guarded<IReadOnlyList<EventRow>>>(Failure)
        : Task.FromResult<Guarded<IReadOnlyList<EventRow>>>(ActionMatrix.Refusal(caller, AccessAction.SeeTrading, Pictures.At, TimeSpan.FromMinutes(5)) is { } refusal
            ? new Guarded<IReadOnlyList<EventRow>>.Refused(refusal)
            : new Guarded<IReadOnlyList<EventRow>>.Done([.. Rows]));
}
