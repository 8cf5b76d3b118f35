using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>The users in the console database.</summary>
internal sealed partial class UserDirectory(ConsoleDatabase database, ConsoleUserManagers managers, PasswordDesk passwords, IdentityChanges changes, RandomIds ids, TimeProvider time, Microsoft.Extensions.Logging.ILogger<UserDirectory> log)
    : IUserDirectory
{
    private const string NotThere = "There is no such user.";
    private const string ChangedMeanwhile = "Somebody else changed the user at this moment. Look again, and repeat it if it is still wanted.";

    public Task<UserFacts?> FindAsync(Guid id, CancellationToken stopping) =>
        database.RunAsync(async (context, ct) => FactsOrNull(await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct)), stopping);

    public async Task<UserFacts?> FindByNameAsync(string name, CancellationToken stopping) => FactsOrNull(await RowAsync(name, stopping));

    public Task<IReadOnlyList<UserFacts>> ListAsync(CancellationToken stopping) =>
        database.RunAsync<IReadOnlyList<UserFacts>>(
            async (context, ct) => [.. (await context.Users.AsNoTracking().OrderBy(u => u.NormalizedUserName).ToListAsync(ct)).Select(Facts)], stopping);

    /// <summary>Somebody without a password was not set up: a first setup that broke off can be repeated.</summary>
    public Task<bool> IsEmptyAsync(CancellationToken stopping) =>
        database.RunAsync(async (context, ct) => !await context.Users.AnyAsync(u => u.PasswordHash != null, ct), stopping);

    public async Task<UserChange> CreateAsync(string name, Roles roles, CancellationToken stopping)
    {
        if (UserNames.Refusal(name) is { } refusal)
        {
            return new(null, refusal);
        }

        try
        {
            var user = new ConsoleUser { Id = ids.Next(), UserName = name, Roles = roles, CreatedAtUtc = time.GetUtcNow() };
            var result = await database.RunAsync(
                async (context, _) =>
                {
                    using var manager = managers.Over(managers.Store(context));
                    return await manager.CreateAsync(user);
                },
                stopping);
            return result.Succeeded ? new(Facts(user), null) : new(null, $"The name {name} is taken; choose another.");
        }
        catch (Exception e) when (ConsoleDatabase.IsConflict(e))
        {
            return new(null, $"The name {name} is taken; choose another.");
        }
    }

    public Task<UserChange> SetRolesAsync(Guid id, Roles roles, CancellationToken stopping) =>
        ChangeAsync(id, (work, user) => KeepAnAdminAsync(work, user, () => user.Roles = roles), stopping);

    public Task<UserChange> SetDisabledAsync(Guid id, bool isDisabled, CancellationToken stopping) =>
        ChangeAsync(id, (work, user) => KeepAnAdminAsync(work, user, () => user.IsDisabled = isDisabled), stopping);

    public async Task<UserChange> SetPasswordAsync(Guid id, string password, CancellationToken stopping)
    {
        if (await FindAsync(id, stopping) is not { } user)
        {
            return new(null, NotThere);
        }

        if (PasswordRules.Refusal(user.Name, password) is { } refusal)
        {
            return new(user, refusal);
        }

        var hash = await passwords.HashAsync(password, stopping);
        return await ChangeAsync(id, (_, row) => Always(() => row.PasswordHash = hash), stopping);
    }

    public async Task<UserFacts?> CheckPasswordAsync(string name, string password, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(password);
        var user = await RowAsync(name, stopping);
        var usable = user is { IsDisabled: false } ? user.PasswordHash : null;
        var result = await passwords.CheckAsync(usable, password, stopping);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(user!, password, stopping);
        }

        return result == PasswordVerificationResult.Failed ? null : FactsOrNull(user);
    }

    internal static UserFacts Facts(ConsoleUser user) =>
        new(user.Id, user.UserName ?? "", user.Roles, user.IsDisabled, user.PasswordHash is not null, user.TwoFactorEnabled, user.SecurityStamp ?? "", user.CreatedAtUtc, user.LastSignInAtUtc);

    private static UserFacts? FactsOrNull(ConsoleUser? user) => user is null ? null : Facts(user);

    private Task<ConsoleUser?> RowAsync(string name, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(name);
        var normal = managers.Normal(name.Length > UserNames.LengthMax ? "" : name);
        return database.RunAsync((context, ct) => context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == normal, ct), stopping);
    }

    /// <summary>The old hash was good, and of fewer rounds than are asked for now. No new stamp: the password is the same.</summary>
    private async Task RehashAsync(ConsoleUser user, string password, CancellationToken stopping)
    {
        var (old, hash) = (user.PasswordHash, await passwords.HashAsync(password, stopping));
        await database.RunAsync(
            (context, ct) => context.Users.Where(u => u.Id == user.Id && u.PasswordHash == old).ExecuteUpdateAsync(
                set => set.SetProperty(u => u.PasswordHash, hash).SetProperty(u => u.ConcurrencyStamp, ids.Next().ToString()), ct),
            stopping);
    }
}
