using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access.Account;

/// <summary>Password, then code where one is enrolled, then a session.</summary>
internal sealed class SignInService(
    IUserDirectory users, ISessions sessions, PasswordDoor passwords, SignInLimits limits, SecondFactor codes, SignInTickets tickets, AccountAudit audit)
{
    public async Task<SignIn> SignInAsync(SignInRequest request, CancellationToken stopping)
    {
        try
        {
            var answer = request.Ticket is { Length: > 0 } ticket ? await ByTicketAsync(request, ticket, stopping) : await ByPasswordAsync(request, stopping);
            await RecordAsync(request, answer);
            return answer;
        }
        catch (ConsoleUnavailableException e)
        {
            return new SignIn.Unavailable(e.Message);
        }
    }

    private async Task<SignIn> ByPasswordAsync(SignInRequest request, CancellationToken stopping)
    {
        switch (await passwords.CheckAsync(request.Name, request.Password, request.Address, stopping))
        {
            case PasswordCheck.Right right:
                using (right.Attempt)
                {
                    return await WithCodeAsync(request, right.User, right.Attempt, stopping);
                }

            case PasswordCheck.TooMany many:
                return new SignIn.TooMany(many.RetryAfter);
            case PasswordCheck.Unavailable unavailable:
                return new SignIn.Unavailable(unavailable.Cause);
            default:
                return new SignIn.Wrong();
        }
    }

    private async Task<SignIn> ByTicketAsync(SignInRequest request, string ticket, CancellationToken stopping)
    {
        using var attempt = limits.Begin(request.Name, request.Address);
        if (attempt.RetryAfter is { } wait)
        {
            return new SignIn.TooMany(wait);
        }

        // The name in the form only chooses the limits; who it is, the ticket says, and both must agree.
        var user = tickets.Read(ticket) is { } proof && await users.FindAsync(proof.UserId, stopping) is { IsDisabled: false } found
            && found.SecurityStamp == proof.SecurityStamp && string.Equals(found.Name, request.Name.Trim(), StringComparison.OrdinalIgnoreCase) ? found : null;
        if (user is null)
        {
            attempt.Wrong();
            return new SignIn.Wrong();
        }

        return await WithCodeAsync(request, user, attempt, stopping);
    }

    private async Task<SignIn> WithCodeAsync(SignInRequest request, UserFacts user, SignInAttempt attempt, CancellationToken stopping)
    {
        if (user.HasTotp && string.IsNullOrWhiteSpace(request.Code))
        {
            return new SignIn.CodeNeeded(tickets.Issue(user)); // not the end of a try: what was wrong before stays counted
        }

        if (user.HasTotp && !await codes.CheckAsync(user.Id, request.Code!, stopping))
        {
            attempt.Wrong();
            return new SignIn.Wrong();
        }

        attempt.Right();
        return new SignIn.Done(user, await sessions.StartAsync(user, user.HasTotp, request.Address, request.Agent, stopping));
    }

    private Task RecordAsync(SignInRequest request, SignIn answer) => answer switch
    {
        SignIn.Done done => audit.StartedAsync(done.User.Id, done.User.Name, request.Address, done.User.HasTotp),
        SignIn.Wrong => audit.RefusedAsync(request.Name, request.Address, "wrong name, password or code"),
        SignIn.TooMany => audit.RefusedAsync(request.Name, request.Address, "too many tries"),
        _ => Task.CompletedTask,
    };
}
