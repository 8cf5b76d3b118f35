using System.Globalization;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Alerts;

/// <summary>The board and the table behind the gate.</summary>
internal sealed class AlertControl(IAccessGate gate, AlertBoard board, AlertTable table, Func<IReadOnlyList<SafetyNotice>> notices, TimeProvider time) : IAlertControl
{
    /// <summary>The list's length; older ones are in the database.</summary>
    public const int ListMax = 500;

    private const int NameMax = 64;
    private static readonly TimeSpan DurableWait = TimeSpan.FromSeconds(2);

    public async Task<Guarded<AlertList>> ListAsync(Caller caller, CancellationToken stopping)
    {
        if (gate.Refusal(caller, AccessAction.SeeTrading) is { } refusal)
        {
            return new Guarded<AlertList>.Refused(refusal);
        }

        var state = board.State;
        var (rows, trouble) = await RowsAsync(stopping);
        // What is in memory is newer than its row.
        var alerts = state.Open.Concat(state.Recent).Concat(rows).DistinctBy(a => a.Id).OrderByDescending(a => a.IsOpen).ThenByDescending(a => a.FirstSeenAtUtc).Take(ListMax);
        return new Guarded<AlertList>.Done(new([.. alerts], state.Waiting, state.Dead, trouble) { Notices = notices() });
    }

    public Task<Guarded<AcknowledgeReceipt>> AcknowledgeAsync(Caller caller, Guid id, string? note, CancellationToken stopping)
    {
        var known = board.Find(id);
        var target = known is null ? $"alert {id}" : $"alert {id} ({known.Code}{(known.Key.Length > 0 ? " " + known.Key : "")})";
        return gate.RunAsync(caller, AccessAction.AcknowledgeAlert, new ActionNote(target, note), async () =>
        {
            var receipt = await AcknowledgeAsync(caller, id);
            return new ActionEnd<AcknowledgeReceipt>(receipt, receipt.Why is null ? AuditResult.Done : AuditResult.Refused, receipt.Why);
        }, stopping);
    }

    public Task<Guarded<int>> SendAgainAsync(Caller caller, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.RetryDeadLetter, new ActionNote("alerts that the webhook did not take"), () =>
        {
            var count = board.SendAgain();
            return Task.FromResult(new ActionEnd<int>(count, AuditResult.Done) { After = string.Create(CultureInfo.InvariantCulture, $"{count} messages wait again") });
        }, stopping);

    private async Task<(IReadOnlyList<Alert> Rows, string? Trouble)> RowsAsync(CancellationToken stopping)
    {
        try
        {
            return (await table.ListAsync(ListMax, stopping), null);
        }
        catch (ConsoleUnavailableException e)
        {
            return ([], e.Message);
        }
    }

    private async Task<AcknowledgeReceipt> AcknowledgeAsync(Caller caller, Guid id)
    {
        var by = caller.Name.Length <= NameMax ? caller.Name : caller.Name[..NameMax];
        var isOurs = board.Acknowledge(id, by, time.GetUtcNow()) is not null;
        var known = board.Find(id);
        var seenBy = known is not null ? known.AcknowledgedBy : await table.AcknowledgeAsync(id, by, time.GetUtcNow(), CancellationToken.None);
        return seenBy is null ? new(AcknowledgeOutcome.Unknown, "There is no such alert.")
            : !string.Equals(seenBy, by, StringComparison.Ordinal) ? new(AcknowledgeOutcome.ByAnother, $"It was acknowledged before, by {seenBy}.")
            : (isOurs || known is not null) && !await IsDurableAsync() ? new(AcknowledgeOutcome.NotSaved, "It is acknowledged on this screen, but no disk has taken that yet; it is tried again by itself.")
            : new(AcknowledgeOutcome.Done, null);
    }

    /// <summary>Nothing is called done before it would outlive the process.</summary>
    private async Task<bool> IsDurableAsync()
    {
        try
        {
            await board.DurableAsync(CancellationToken.None).WaitAsync(DurableWait, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
