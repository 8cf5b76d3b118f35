using System.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>How a user is changed: alone, with a new stamp, and told to whoever keeps users in memory.</summary>
internal sealed partial class UserDirectory
{
    /// <param name="change">Answers why not; null when the user is to be saved.</param>
    private async Task<UserChange> ChangeAsync(Guid id, Func<ChangeWork, ConsoleUser, Task<string?>> change, CancellationToken stopping)
    {
        try
        {
            var done = await database.RunAsync((context, ct) => ChangeAsync(context, id, change, ct), stopping);
            if (done is { Refusal: null, User: { } user })
            {
                changes.Tell(user);
            }

            return done;
        }
        catch (Exception e) when (ConsoleDatabase.IsConflict(e))
        {
            return new(await FindAsync(id, stopping), ChangedMeanwhile);
        }
    }

    private async Task<UserChange> ChangeAsync(ConsoleDbContext context, Guid id, Func<ChangeWork, ConsoleUser, Task<string?>> change, CancellationToken stopping)
    {
        // Serializable: of two admins who demote each other at once, one is refused.
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, stopping);
        if (await context.Users.SingleOrDefaultAsync(u => u.Id == id, stopping) is not { } user)
        {
            return new(null, NotThere);
        }

        var before = Facts(user);
        var store = managers.Store(context);
        using var manager = managers.Over(store);
        if (await change(new(context, store, manager, stopping), user) is { } refusal)
        {
            return new(before, refusal);
        }

        if (!(await manager.UpdateSecurityStampAsync(user)).Succeeded)
        {
            return new(before, ChangedMeanwhile);
        }

        await transaction.CommitAsync(stopping);
        return new(Facts(user), null);
    }

    private static async Task<string?> KeepAnAdminAsync(ChangeWork work, ConsoleUser user, Action change)
    {
        var wasAdmin = IsAdmin(user);
        change();
        return !wasAdmin || IsAdmin(user) || await work.Context.Users.AnyAsync(u => u.Id != user.Id && !u.IsDisabled && u.PasswordHash != null && (u.Roles & Roles.Admin) != Roles.None, work.Stopping)
            ? null
            : $"{user.UserName} is the last enabled Admin. Make somebody else Admin first.";
    }

    private static bool IsAdmin(ConsoleUser user) => !user.IsDisabled && user.PasswordHash is not null && (user.Roles & Roles.Admin) != 0;

    private static Task<string?> Always(Action change)
    {
        change();
        return Task.FromResult<string?>(null);
    }

    private sealed record ChangeWork(ConsoleDbContext Context, ConsoleUserStore Store, UserManager<ConsoleUser> Manager, CancellationToken Stopping);
}
