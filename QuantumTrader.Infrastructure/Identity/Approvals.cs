using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Approvals in the console database. Each step is one statement that names the state before it: of two at once, one wins.</summary>
internal sealed class Approvals(ConsoleDatabase database, IOptions<AccessOptions> limits, SteadyClock clock, RandomIds ids) : IApprovals
{
    private const int NameMax = 64;
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(1);

    public Task<ApprovalFacts> RequestAsync(Caller by, AccessAction action, string summary, CancellationToken stopping)
    {
        var now = clock.UtcNow;
        var row = new ApprovalRow
        {
            Id = ids.Next(),
            Action = action,
            Summary = Exactly(summary),
            RequestedById = by.UserId ?? throw new ArgumentException("Only people and their keys ask for approval.", nameof(by)),
            RequestedBy = BoundedText.Of(by.Name, NameMax),
            RequestedAtUtc = now,
            ExpiresAtUtc = now + limits.Value.ApprovalMax,
            State = ApprovalState.Open,
        };
        return database.RunAsync(
            async (context, ct) =>
            {
                context.Approvals.Add(row);
                await context.SaveChangesAsync(ct);
                return Facts(row, now);
            },
            stopping);
    }

    public async Task<string?> DecideAsync(Guid id, Caller by, bool isApproved, string note, CancellationToken stopping)
    {
        if (by.UserId is not { } person)
        {
            return "Only a person decides.";
        }

        var (now, name, text) = (clock.UtcNow, BoundedText.Of(by.Name, NameMax), BoundedText.Of(note, AuditEntry.TextLengthMax));
        var state = isApproved ? ApprovalState.Approved : ApprovalState.Rejected;
        var decided = await database.RunAsync(
            (context, ct) => InTime(context, id, now).Where(a => a.State == ApprovalState.Open && a.RequestedById != person).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.State, state).SetProperty(a => a.DecidedById, person).SetProperty(a => a.DecidedBy, name).SetProperty(a => a.DecidedAtUtc, now).SetProperty(a => a.Note, text), ct),
            stopping);
        return decided == 1 ? null : WhyNotDecided(await RowAsync(id, stopping), person, now);
    }

    public async Task<string?> WithdrawAsync(Guid id, Caller by, CancellationToken stopping)
    {
        var now = clock.UtcNow;
        if (by.UserId is not { } person || await RowAsync(id, stopping) is not { } row || row.RequestedById != person)
        {
            return "There is no such request of yours.";
        }

        var withdrawn = await database.RunAsync(
            (context, ct) => context.Approvals.Where(a => a.Id == id && a.ExpiresAtUtc > now && (a.State == ApprovalState.Open || a.State == ApprovalState.Approved))
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.State, ApprovalState.Withdrawn), ct),
            stopping);
        return withdrawn == 1 || await RowAsync(id, stopping) is not { } after ? null : $"The request is {Word(StateOf(after, now))} already.";
    }

    public async Task<string?> RedeemAsync(Guid id, Caller by, AccessAction action, string summary, CancellationToken stopping)
    {
        var now = clock.UtcNow;
        if (by.UserId is not { } person || await RowAsync(id, stopping) is not { } row || row.RequestedById != person)
        {
            return "There is no such approval for you. Ask for one first.";
        }

        if (row.Action != action || row.Summary != Exactly(summary))
        {
            return $"The approval is for something else: {row.Action}, {row.Summary}. Ask for one for exactly this.";
        }

        var used = await database.RunAsync(
            (context, ct) => InTime(context, id, now).Where(a => a.State == ApprovalState.Approved && a.DecidedById != null && a.DecidedById != person)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.State, ApprovalState.Used), ct),
            stopping);
        return used == 1 ? null : WhyNotUsed(await RowAsync(id, stopping), now);
    }

    public async Task<IReadOnlyList<ApprovalFacts>> ListAsync(int countMax, CancellationToken stopping)
    {
        var now = clock.UtcNow;
        var rows = await database.RunAsync(
            (context, ct) => context.Approvals.AsNoTracking().OrderByDescending(a => a.State == ApprovalState.Open && a.ExpiresAtUtc > now).ThenByDescending(a => a.RequestedAtUtc).Take(countMax).ToListAsync(ct),
            stopping);
        return [.. rows.Select(row => Facts(row, now))];
    }

    private Task<ApprovalRow?> RowAsync(Guid id, CancellationToken stopping) =>
        database.RunAsync((context, ct) => context.Approvals.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct), stopping);

    private static IQueryable<ApprovalRow> InTime(ConsoleDbContext context, Guid id, DateTimeOffset now)
    {
        var latest = now + SkewMax; // one from farther in the future is none: the clock was set back
        return context.Approvals.Where(a => a.Id == id && a.ExpiresAtUtc > now && a.RequestedAtUtc <= latest);
    }

    private static string WhyNotDecided(ApprovalRow? row, Guid person, DateTimeOffset now) =>
        row is null ? "There is no such request."
        : row.RequestedById == person ? "Nobody decides the own request; a second person must."
        : StateOf(row, now) is var state and not ApprovalState.Open ? $"The request is {Word(state)} already."
        : "Somebody else decided at this moment. Look again.";

    private static string WhyNotUsed(ApprovalRow? row, DateTimeOffset now) =>
        row is null ? "There is no such approval for you. Ask for one first."
        : StateOf(row, now) is var state and not ApprovalState.Approved ? $"The approval is {Word(state)}{(state == ApprovalState.Open ? ": a second person has not decided yet." : ". Ask for a new one.")}"
        : "The approval was used at this moment. Ask for a new one.";

    private static string Word(ApprovalState state) => state.ToString().ToLowerInvariant();

    private static ApprovalState StateOf(ApprovalRow row, DateTimeOffset now) =>
        row.State is ApprovalState.Open or ApprovalState.Approved && !(row.ExpiresAtUtc > now) ? ApprovalState.Expired : row.State;

    private static ApprovalFacts Facts(ApprovalRow row, DateTimeOffset now) =>
        new(row.Id, row.Action, row.Summary, row.RequestedById, row.RequestedBy, row.RequestedAtUtc, row.ExpiresAtUtc, StateOf(row, now))
        {
            DecidedBy = row.DecidedBy,
            DecidedAtUtc = row.DecidedAtUtc,
            Note = row.Note,
        };

    // Never cut: two that differ at their ends would look the same.
    private static string Exactly(string summary) =>
        summary.Length <= AuditEntry.TextLengthMax ? BoundedText.Of(summary, AuditEntry.TextLengthMax)
        : throw new ArgumentException($"What a second person approves must be told in at most {AuditEntry.TextLengthMax} characters.", nameof(summary));
}
