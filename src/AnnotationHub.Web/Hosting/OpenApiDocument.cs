using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AnnotationHub.Web.Hosting;

/// <summary>The description of the HTTP API at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "AnnotationHub", Version = "v1", Description = "Facial landmark annotation: projects, faces, releases, earnings. Times are UTC, money is a decimal string, coordinates are pixels of the original image with pixel centres at +0.5." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of POST /api/v1/session." };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
