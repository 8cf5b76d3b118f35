using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Ui.Account;

namespace QuantumTrader.Web.Hosting;

/// <summary>The way in for the first person: on the console, and nowhere else.</summary>
internal static class SetupLink
{
    /// <summary>Null when somebody is set up, or when no link could be made, which the log says.</summary>
    public static async Task<string?> MakeAsync(IServiceProvider services, string url)
    {
        try
        {
            return await services.GetRequiredService<IUserDirectory>().IsEmptyAsync(CancellationToken.None)
                ? $"{url.TrimEnd('/')}{LinkForms.SetupPath}#{await services.GetRequiredService<IOneTimeLinks>().IssueAsync(LinkPurpose.Setup, null, CancellationToken.None)}"
                : null;
        }
        catch (ConsoleUnavailableException e)
        {
            services.GetRequiredService<ILogger<AccountControl>>().SetupLinkNotIssued(e.Message);
            return null;
        }
    }
}
