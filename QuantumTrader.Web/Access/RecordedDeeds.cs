using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>Does what was allowed, between the record that begins it and the one that ends it.</summary>
public sealed class RecordedDeeds(IAuditLog audit, AuditBacklog backlog, IIdSource ids, TimeProvider time, ILogger<RecordedDeeds> log)
{
    /// <summary>Refused, and nothing done, when the audit trail does not take the record that begins it.</summary>
    /// <param name="action">Dotted.</param>
    /// <param name="lastCheck">Between that record and the deed: null when it may be done, else why not.</param>
    public async Task<Guarded<T>> RunAsync<T>(Caller caller, string action, ActionNote note, Func<Task<AccessRefusal?>> lastCheck, Func<Task<ActionEnd<T>>> deed, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var begun = AuditEntries.Of(ids.Next(), time.GetUtcNow(), caller, action, AuditResult.Begun, note);
        try
        {
            // Without the token from here on: whoever leaves must not leave a record without its end.
            await audit.AppendAsync(begun, CancellationToken.None);
        }
        catch (Exception e)
        {
            backlog.NoteFailure(e);
            return new Guarded<T>.Refused(AccessRefusal.AuditUnavailable(e.Message));
        }

        var (end, result) = await DoAsync(begun, lastCheck, deed);
        await EndAsync(end);
        return await result;
    }

    /// <summary>Does it before anything else, and has it recorded afterwards, in the background.</summary>
    public async Task<Guarded<T>> RunFirstAsync<T>(Caller caller, string action, ActionNote note, Func<Task<ActionEnd<T>>> deed)
    {
        var begun = AuditEntries.Of(ids.Next(), time.GetUtcNow(), caller, action, AuditResult.Begun, note);
        var (end, result) = await DoAsync(begun, static () => Task.FromResult<AccessRefusal?>(null), deed);
        backlog.Add(end);
        return await result;
    }

    private async Task<(AuditEntry End, Task<Guarded<T>> Result)> DoAsync<T>(AuditEntry begun, Func<Task<AccessRefusal?>> lastCheck, Func<Task<ActionEnd<T>>> deed)
    {
        try
        {
            if (await lastCheck() is { } refusal)
            {
                return (Ended(begun, AuditResult.Refused, AuditEntries.DetailOf(refusal)), Task.FromResult<Guarded<T>>(new Guarded<T>.Refused(refusal)));
            }

            var end = await deed();
            return (Ended(begun, end.Result, end.Detail) with { After = end.After ?? begun.After }, Task.FromResult<Guarded<T>>(new Guarded<T>.Done(end.Value)));
        }
        catch (Exception e)
        {
            log.ActionFailed(begun.Action, InertText.Of(begun.Actor)!, e);
            return (Ended(begun, AuditResult.Failed, $"{e.GetType().Name}: {e.Message}"), Task.FromException<Guarded<T>>(e));
        }
    }

    private AuditEntry Ended(AuditEntry begun, AuditResult result, string? detail) => begun with { AtUtc = time.GetUtcNow(), Result = result, Detail = detail };

    private async Task EndAsync(AuditEntry end)
    {
        try
        {
            await audit.AppendAsync(end, CancellationToken.None);
        }
        catch (Exception)
        {
            backlog.Add(end); // it may be in the trail already; the trail knows it again
        }
    }
}
