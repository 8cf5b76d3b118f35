using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>The second factor and its recovery codes.</summary>
internal sealed partial class UserDirectory
{
    private const string WrongCode = "The code is wrong.";

    /// <summary>The old secret, if there is one, holds until the new one is confirmed.</summary>
    public Task<TotpEnrolment> BeginTotpAsync(Guid id, CancellationToken stopping)
    {
        var secret = TotpCodes.NewSecret();
        return database.RunAsync(
            async (context, ct) =>
            {
                var user = await context.Users.SingleOrDefaultAsync(u => u.Id == id, ct) ?? throw new ArgumentException(NotThere, nameof(id));
                var store = managers.Store(context);
                await store.SetPendingKeyAsync(user, secret, ct);
                await context.SaveChangesAsync(ct);
                return TotpCodes.Enrolment(user.UserName ?? "", secret);
            },
            stopping);
    }

    public async Task<IReadOnlyList<string>?> ConfirmTotpAsync(Guid id, string code, CancellationToken stopping)
    {
        var codes = RecoveryCodes.New();
        var done = await ChangeAsync(id, (work, user) => ConfirmAsync(work, user, code, codes), stopping);
        return done.Refusal is null ? codes : null;
    }

    public Task RemoveTotpAsync(Guid id, CancellationToken stopping) => ChangeAsync(id, RemoveAsync, stopping);

    public async Task<bool> CheckTotpAsync(Guid id, string code, CancellationToken stopping)
    {
        var step = await database.RunAsync(
            async (context, ct) =>
            {
                var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.TwoFactorEnabled && !u.IsDisabled, ct);
                var secret = user is null ? null : await SecretAsync(store => store.GetAuthenticatorKeyAsync(user, ct), context, user.UserName);
                return secret is null ? null : TotpCodes.StepOf(secret, code, time.GetUtcNow());
            },
            stopping);
        return step is { } accepted && await UseUpStepAsync(id, accepted, stopping);
    }

    public async Task<bool> RedeemRecoveryCodeAsync(Guid id, string code, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(code);
        return await database.RunAsync(
            async (context, ct) =>
            {
                if (code.Length > PasswordRules.LengthMax || await context.Users.SingleOrDefaultAsync(u => u.Id == id && u.TwoFactorEnabled && !u.IsDisabled, ct) is not { } user)
                {
                    return false;
                }

                // Saves the user too: of two at once, the second meets another concurrency stamp.
                using var manager = managers.Over(managers.Store(context));
                return (await manager.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;
            },
            stopping);
    }

    public Task<int> CountRecoveryCodesAsync(Guid id, CancellationToken stopping) =>
        database.RunAsync(
            async (context, ct) => await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct) is { } user ? await managers.Store(context).CountCodesAsync(user, ct) : 0,
            stopping);

    private async Task<string?> ConfirmAsync(ChangeWork work, ConsoleUser user, string code, IReadOnlyList<string> codes)
    {
        var secret = await SecretAsync(store => store.GetPendingKeyAsync(user, work.Stopping), work.Context, user.UserName);
        if (secret is null || TotpCodes.StepOf(secret, code, time.GetUtcNow()) is not { } step)
        {
            return WrongCode;
        }

        await work.Store.SetAuthenticatorKeyAsync(user, secret, work.Stopping);
        await work.Store.RemovePendingKeyAsync(user, work.Stopping);
        await work.Store.ReplaceCodesAsync(user, codes, work.Stopping);
        (user.TwoFactorEnabled, user.LastTotpStep) = (true, step);
        return null;
    }

    private static async Task<string?> RemoveAsync(ChangeWork work, ConsoleUser user)
    {
        await work.Store.RemovePendingKeyAsync(user, work.Stopping);
        await work.Store.RemoveAuthenticatorKeyAsync(user, work.Stopping);
        await work.Store.ReplaceCodesAsync(user, [], work.Stopping);
        user.TwoFactorEnabled = false;
        return null;
    }

    /// <summary>One statement decides: of two with the same code, one finds the step used. The new stamp keeps whoever read the user before from writing the old step back.</summary>
    private async Task<bool> UseUpStepAsync(Guid id, long step, CancellationToken stopping)
    {
        var stamp = ids.Next().ToString();
        return await database.RunAsync(
            (context, ct) => context.Users.Where(u => u.Id == id && u.LastTotpStep < step).ExecuteUpdateAsync(
                set => set.SetProperty(u => u.LastTotpStep, step).SetProperty(u => u.ConcurrencyStamp, stamp), ct),
            stopping) == 1;
    }

    /// <summary>Null when there is none, or when it cannot be read because the key ring was lost: then only recovery helps.</summary>
    private async Task<string?> SecretAsync(Func<ConsoleUserStore, Task<string?>> read, ConsoleDbContext context, string? name)
    {
        try
        {
            return await read(managers.Store(context));
        }
        catch (CryptographicException e)
        {
            log.SecondFactorUnreadable(e, name ?? "");
            return null;
        }
    }
}
