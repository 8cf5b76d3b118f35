using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>A one-time link becomes a password: for the first person, or for whom it was issued.</summary>
internal sealed class LinkRedemption(IUserDirectory users, IOneTimeLinks links, ISessions sessions, AccountAudit audit) : IDisposable
{
    private const string NotGood = "This link is not good any more: it was used, is too old, or is incomplete. Ask for a new one; on the host, the command 'users' makes one.";
    private readonly SemaphoreSlim _oneAtATime = new(1); // of two people with the same link one is first

    public async Task<string?> RedeemAsync(string token, string? name, string password, string? address, CancellationToken stopping)
    {
        await _oneAtATime.WaitAsync(stopping);
        try
        {
            return await links.PeekAsync(token, stopping) switch
            {
                { Purpose: LinkPurpose.Setup } => await SetUpAsync(token, name, password, address, stopping),
                { Purpose: LinkPurpose.Password, UserId: { } id } => await ChooseAsync(token, id, password, address, stopping),
                _ => NotGood,
            };
        }
        catch (ConsoleUnavailableException e)
        {
            return $"The users cannot be reached now: {e.Message}";
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<string?> SetUpAsync(string token, string? name, string password, string? address, CancellationToken stopping)
    {
        if (!await users.IsEmptyAsync(stopping))
        {
            return "Somebody is set up already. Sign in, or ask an Admin for a link.";
        }

        var wanted = (name ?? "").Trim();
        if (PasswordRules.Refusal(wanted, password) is { } notThis)
        {
            return notThis; // before there is a user: one that nobody finishes would stay behind, with every role
        }

        if (await HalfMadeAsync(wanted, stopping) is not { } user)
        {
            var created = await users.CreateAsync(wanted, RoleNames.All, stopping);
            if (created.User is null)
            {
                return created.Refusal;
            }

            user = created.User;
        }

        return await FinishAsync(token, user, password, address, stopping);
    }

    /// <summary>From a setup whose password was refused, or that broke off: it is there, without a password.</summary>
    private async Task<UserFacts?> HalfMadeAsync(string name, CancellationToken stopping) =>
        name.Length > 0 && await users.FindByNameAsync(name, stopping) is { HasPassword: false, IsDisabled: false } user
            ? (await users.SetRolesAsync(user.Id, RoleNames.All, stopping)).User
            : null;

    private async Task<string?> ChooseAsync(string token, Guid id, string password, string? address, CancellationToken stopping) =>
        await users.FindAsync(id, stopping) is { IsDisabled: false } user ? await FinishAsync(token, user, password, address, stopping) : NotGood;

    private async Task<string?> FinishAsync(string token, UserFacts user, string password, string? address, CancellationToken stopping)
    {
        if ((await users.SetPasswordAsync(user.Id, password, stopping)).Refusal is { } refusal)
        {
            return refusal; // the link stays good for another password
        }

        await links.RedeemAsync(token, CancellationToken.None);
        if (user.HasTotp)
        {
            await users.RemoveTotpAsync(user.Id, CancellationToken.None);
        }

        await sessions.EndAllAsync(user.Id, except: null, CancellationToken.None);
        await audit.DidAsync("link.redeemed", user.Id, user.Name, address);
        return null;
    }
}
