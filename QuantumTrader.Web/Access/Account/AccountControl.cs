using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <inheritdoc cref="IAccountControl"/>
internal sealed class AccountControl(
    SignInService signIns, LinkRedemption links, PasswordDoor passwords, SecondFactor codes, IUserDirectory users, ISessions sessions,
    IAccessGate gate, AccountAudit audit, IOptions<AccessOptions> options, TimeProvider time) : IAccountControl
{
    private const string WrongProof = "The password or the code is wrong.";
    private static readonly ActionRule Rule = ActionMatrix.Of(AccessAction.ManageOwnAccount);

    public Task<SignIn> SignInAsync(SignInRequest request, CancellationToken stopping) => signIns.SignInAsync(request, stopping);

    public Task<string?> RedeemLinkAsync(string token, string? name, string password, string? address, CancellationToken stopping) =>
        links.RedeemAsync(token, name, password, address, stopping);

    public async Task SignOutAsync(Caller caller, CancellationToken stopping)
    {
        if (caller.SessionId is { } id)
        {
            await sessions.EndAsync(id, stopping);
            await audit.EndedAsync(caller, "signed out");
        }
    }

    public async Task<string?> StepUpAsync(Caller caller, string password, string? code, CancellationToken stopping)
    {
        if (caller is not { Kind: CallerKind.Person, SessionId: { } session })
        {
            return AccessRefusal.NotSignedIn(Rule).Why;
        }

        return await ProveAsync(caller, password, code, async (user, byCode) =>
        {
            await sessions.FreshenAsync(session, byCode, stopping);
            await audit.DidAsync("session.freshened", user.Id, user.Name, caller.Address);
            return null;
        }, stopping);
    }

    public async Task<string?> ChangePasswordAsync(Caller caller, string oldPassword, string newPassword, CancellationToken stopping)
    {
        var answer = await gate.RunAsync<string?>(caller, AccessAction.ManageOwnAccount, new("own password"), async () =>
            End(await ProveAsync(caller, oldPassword, code: null, (user, _) => ReplaceAsync(caller, user, newPassword, stopping), stopping, isCodeAsked: false)), stopping);
        return answer switch
        {
            Guarded<string?>.Done done => done.Value,
            Guarded<string?>.Refused refused => refused.Refusal.Why,
            _ => throw new InvalidOperationException("The gate gave no answer."),
        };
    }

    public Task<Guarded<TotpEnrolment>> BeginTotpAsync(Caller caller, CancellationToken stopping) =>
        StepUpRefusal(caller) is { } refusal
            ? Task.FromResult<Guarded<TotpEnrolment>>(new Guarded<TotpEnrolment>.Refused(refusal))
            : gate.RunAsync(caller, AccessAction.ManageOwnAccount, new("own second factor: a new secret"), async () =>
                new ActionEnd<TotpEnrolment>(await users.BeginTotpAsync(caller.UserId!.Value, stopping), AuditResult.Done), stopping);

    public Task<Guarded<IReadOnlyList<string>?>> ConfirmTotpAsync(Caller caller, string code, CancellationToken stopping) =>
        StepUpRefusal(caller) is { } refusal
            ? Task.FromResult<Guarded<IReadOnlyList<string>?>>(new Guarded<IReadOnlyList<string>?>.Refused(refusal))
            : gate.RunAsync(caller, AccessAction.ManageOwnAccount, new("own second factor: confirmed"), async () =>
            {
                var recovery = await users.ConfirmTotpAsync(caller.UserId!.Value, code.Trim(), stopping);
                if (recovery is null)
                {
                    return new ActionEnd<IReadOnlyList<string>?>(null, AuditResult.Refused, "the code is wrong");
                }

                await audit.DidAsync("account.totp_enrolled", caller.UserId, caller.Name, caller.Address);
                return new ActionEnd<IReadOnlyList<string>?>(recovery, AuditResult.Done);
            }, stopping);

    private static ActionEnd<string?> End(string? refusal) => new(refusal, refusal is null ? AuditResult.Done : AuditResult.Refused, refusal);

    private async Task<string?> ReplaceAsync(Caller caller, UserFacts user, string newPassword, CancellationToken stopping)
    {
        if ((await users.SetPasswordAsync(user.Id, newPassword, stopping)).Refusal is { } refusal)
        {
            return refusal;
        }

        await sessions.EndAllAsync(user.Id, caller.SessionId, CancellationToken.None);
        await audit.DidAsync("account.password_changed", user.Id, user.Name, caller.Address);
        return null;
    }

    /// <summary>The password, and the code where one is enrolled and asked for; then the deed. Null when done.</summary>
    private async Task<string?> ProveAsync(Caller caller, string password, string? code, Func<UserFacts, bool, Task<string?>> deed, CancellationToken stopping, bool isCodeAsked = true)
    {
        switch (await passwords.CheckAsync(caller.Name, password, caller.Address, stopping))
        {
            case PasswordCheck.Right right when right.User.Id == caller.UserId:
                using (right.Attempt)
                {
                    var byCode = right.User.HasTotp && isCodeAsked;
                    if (byCode && !await codes.CheckAsync(right.User.Id, code ?? "", stopping))
                    {
                        right.Attempt.Wrong();
                        return WrongProof;
                    }

                    if (byCode || !right.User.HasTotp)
                    {
                        right.Attempt.Right(); // a password alone does not forgive wrong codes
                    }

                    return await deed(right.User, byCode);
                }

            case PasswordCheck.TooMany many:
                return $"Too many tries. Wait {Math.Ceiling(many.RetryAfter.TotalSeconds):0} s, then try again.";
            case PasswordCheck.Unavailable unavailable:
                return $"The users cannot be reached now: {unavailable.Cause}";
            default:
                await audit.RefusedAsync(caller.Name, caller.Address, "wrong password or code in a session");
                return WrongProof;
        }
    }

    // Asked here, because other things in the own account need no fresh proof.
    private AccessRefusal? StepUpRefusal(Caller caller)
    {
        var now = time.GetUtcNow();
        var isFresh = caller.FreshAtUtc is { } at && at <= now && now - at <= options.Value.StepUpMax && (caller.IsFreshByTotp || !caller.HasTotp);
        return caller.Kind != CallerKind.Person || isFresh ? null : AccessRefusal.StepUpNeeded(Rule, options.Value.StepUpMax, caller.HasTotp);
    }
}
